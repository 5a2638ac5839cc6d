using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Listing;

/// <summary>What the catalog names.</summary>
internal static class CatalogNames
{
    /// <summary>Every feature that a user in the tenant may be entitled to, in ordinal order: those that any row names, except rows of other tenants.</summary>
    public static ISet<string> Features(SnapshotModel model, TenantRow tenant)
    {
        var names = new SortedSet<string>(model.Catalog.Index.Features.Select(feature => feature.Key), StringComparer.Ordinal);
        foreach (var (feature, _) in tenant.Features?.All ?? [])
            names.Add(feature);
        return names;
    }
}
