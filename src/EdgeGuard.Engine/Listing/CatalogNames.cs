using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Listing;

/// <summary>What the catalog names.</summary>
internal static class CatalogNames
{
    /// <summary>Every feature that a user of the tenant may have: that some row names.</summary>
    public static ISet<string> Features(SnapshotModel model, TenantRow tenant)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (feature, _) in tenant.Features?.All ?? [])
            names.Add(feature);
        return names;
    }

    /// <summary>Features with the permissions linked to them.</summary>
    public static IEnumerable<Change.FeaturePut> Linked(SnapshotModel model) => [];
}
