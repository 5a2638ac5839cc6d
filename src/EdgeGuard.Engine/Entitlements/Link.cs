namespace EdgeGuard.Engine.Entitlements;

/// <summary>A permission, or a pattern, to which features are linked. Immutable.</summary>
/// <param name="Text">The permission as the features have it; patterns that cover the same are one.</param>
/// <param name="Number">Its place among all links, in ordinal order of their texts.</param>
/// <param name="IsPattern">Whether it may cover more than itself.</param>
/// <param name="Features">The features that name it.</param>
internal sealed record Link(string Text, int Number, bool IsPattern, FeatureModel[] Features);
