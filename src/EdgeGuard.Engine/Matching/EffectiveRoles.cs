namespace EdgeGuard.Engine.Matching;

/// <summary>
/// The roles that a group set gives under one state of the tenant's groups and roles and of the global roles. Kept beside the group
/// set and used as long as <see cref="IsFor"/> holds. Immutable.
/// </summary>
internal sealed class EffectiveRoles(TenantAccess access, RoleTable global, RoleSet set)
{
    public RoleSet Set { get; } = set;

    /// <summary>True when nothing that it was computed from has been replaced; as an access has one tenant, it is that tenant's too.</summary>
    public bool IsFor(TenantAccess currentAccess, RoleTable currentGlobal) => access == currentAccess && global == currentGlobal;

    /// <summary>
    /// The roles of these keys (in ordinal order, none twice): the tenant's own of that name, else the global one; unknown keys give
    /// nothing.
    /// </summary>
    public static EffectiveRoles For(TenantAccess access, RoleTable global, IEnumerable<string> keys)
    {
        var own = false;
        var found = new List<RoleModel>();
        foreach (var key in keys)
        {
            var local = access.Roles?.Find(key);
            own |= local is not null;
            if ((local ?? global.Find(key)) is { } role)
                found.Add(role);
        }

        var roles = found.ToArray();
        if (access.Effective.Find(roles, global) is { } known)
            return known;

        var effective = new EffectiveRoles(access, global, own ? new RoleSet(roles, !access.Effective.IsCrowded) : Shared(global, roles));
        access.Effective.Add(roles, global, effective);
        return effective;
    }

    private static RoleSet Shared(RoleTable global, RoleModel[] roles)
    {
        if (global.Sets.Find(roles, key: null) is { } known)
            return known;

        var set = new RoleSet(roles, !global.Sets.IsCrowded);
        global.Sets.Add(roles, key: null, set);
        return set;
    }
}
