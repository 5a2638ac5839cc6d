namespace EdgeGuard.Engine.Entitlements;

/// <summary>A feature that some row of the catalog names, with all that may give it. Immutable.</summary>
/// <param name="Key">Client key.</param>
/// <param name="Number">Its place among all features that the catalog names, in ordinal order of their keys.</param>
/// <param name="Flag">Its flag; null for none.</param>
/// <param name="Plans">The plans that it is in, in ordinal order of their keys.</param>
internal sealed record FeatureModel(string Key, int Number, FlagModel? Flag, NumberedPlan[] Plans)
{
    /// <summary>True when the feature is in the plan of that key, and the plan exists.</summary>
    public bool IsIn(string plan) => Plans.AsSpan().BinarySearch(new PlanKey(plan)) >= 0;
}
