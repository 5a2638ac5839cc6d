using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Grants;

/// <summary>Writes where resources lie and the grants on them as puts.</summary>
internal static class GrantExport
{
    public static IEnumerable<Change> Of(SnapshotModel model)
    {
        foreach (var tenant in model.Tenants.All())
        {
            foreach (var resource in model.Resources.InTenant(tenant.Ordinal))
            {
                if (model.Resources.ParentOf(resource) is { } parent)
                    yield return new Change.ResourceParentPut(tenant.Hash, resource.Name, parent.Name);
                foreach (var grant in model.Resources.GrantsOn(resource, tenant.Hash))
                    yield return grant;
            }
        }
    }
}
