using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>Writes features, plans and flags as puts.</summary>
internal static class CatalogExport
{
    public static IEnumerable<Change> Of(SnapshotModel model)
    {
        foreach (var feature in model.Catalog.Features)
            yield return feature;
        foreach (var plan in model.Catalog.Plans)
            yield return plan.Put;
        foreach (var flag in model.Catalog.Flags)
            yield return flag.Put;
    }
}
