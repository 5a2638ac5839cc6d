using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>Writes features, plans, flags and who has which plan as puts.</summary>
internal static class CatalogExport
{
    /// <summary>To be put after tenants and users.</summary>
    public static IEnumerable<Change> Of(SnapshotModel model)
    {
        foreach (var feature in model.Catalog.Features)
            yield return feature;
        foreach (var plan in model.Catalog.Plans)
            yield return plan.Put;
        foreach (var flag in model.Catalog.Flags)
            yield return flag.Put;

        foreach (var tenant in model.Tenants.All())
        {
            foreach (var plan in tenant.Plans)
                yield return plan;
        }

        foreach (var user in model.Users.All())
        {
            foreach (var plan in model.Users.ExtrasOf(user)?.Plans ?? [])
                yield return plan;
        }
    }
}
