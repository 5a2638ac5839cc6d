namespace EdgeGuard.Engine.Entitlements;

/// <summary>A feature that some row of the catalog names, with all that may give it. Immutable.</summary>
/// <param name="Key">Client key.</param>
/// <param name="Flag">Its flag; null for none.</param>
/// <param name="Plans">The plans that it is in, in ordinal order of their keys.</param>
internal sealed record FeatureModel(string Key, FlagModel? Flag, PlanModel[] Plans)
{
    // Up to so many, comparing with each is as fast as searching.
    private const int Few = 4;

    /// <summary>True when the feature is in the plan of that key, and the plan exists.</summary>
    public bool IsIn(string plan)
    {
        var (low, high) = (0, Plans.Length);
        while (high - low > Few)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(Plans[middle].Key, plan) <= 0)
                low = middle;
            else
                high = middle;
        }

        for (; low < high; low++)
        {
            if (string.Equals(Plans[low].Key, plan, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
