namespace EdgeGuard.Engine.Matching;

/// <summary>
/// What gives a tenant's users their roles: its own roles, and (by its identity) what its groups map to. It is replaced whenever
/// either changes, in constant time; everything computed under the old one is then seen to be out of date when it is next used.
/// Immutable apart from its cache.
/// </summary>
internal sealed class TenantAccess(RoleTable? roles)
{
    /// <summary>The tenant's own roles; null when it has none.</summary>
    public RoleTable? Roles { get; } = roles;

    public MemoTable<EffectiveRoles> Effective { get; } = new();
}
