using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>The tree of tenants.</summary>
internal static class Tree
{
    /// <summary>The tenants above one, nearest first.</summary>
    public static IEnumerable<Hash128> Above(Rows rows, Hash128 tenant) =>
        rows.Find<Change.TenantPut>(tenant) is { Parent: not "" } row ? UpFrom(rows, World.Tenant(row.Parent)) : [];

    /// <summary>A tenant and those above it.</summary>
    public static IEnumerable<Hash128> UpFrom(Rows rows, Hash128 tenant) => Above(rows, tenant).Prepend(tenant);
}
