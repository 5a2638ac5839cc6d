namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>A tenant's features.</summary>
internal sealed record FeatureListAnswer(IReadOnlyList<FeatureItem> Features, long Version);
