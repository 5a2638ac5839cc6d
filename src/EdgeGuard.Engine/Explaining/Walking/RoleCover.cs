using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining.Walking;

/// <summary>
/// Which roles bring a permission, or a role: worked out for all roles of a table at once, which costs less than looking at those of one
/// user. Lives for one explanation.
/// </summary>
internal sealed class RoleCover
{
    private readonly SnapshotModel _model;
    private readonly string _name;
    private readonly bool _isRole;
    private readonly ulong[] _global;
    private TenantRow? _level;
    private ulong[] _own = [];

    private RoleCover(SnapshotModel model, string name, bool isRole)
    {
        (_model, _name, _isRole) = (model, name, isRole);
        _global = Direct(model.GlobalRoles.Index);
        model.GlobalRoles.Index.Parents.Spread(_global);
    }

    public static RoleCover OfPermission(SnapshotModel model, string permission) => new(model, permission, isRole: false);

    public static RoleCover OfRole(SnapshotModel model, string role) => new(model, role, isRole: true);

    /// <summary>True when the key means a role in the tenant that brings it.</summary>
    /// <param name="level">The tenant.</param>
    /// <param name="key">The key.</param>
    /// <param name="isDefined">Whether it means any role.</param>
    public bool Brings(TenantRow level, string key, out bool isDefined)
    {
        isDefined = true;
        if (level.Roles is { } roles && roles.Index.NumberOf(key) is >= 0 and var own)
            return RoleBits.Has(OwnAt(level, roles.Index), own);
        var number = _model.GlobalRoles.Index.NumberOf(key);
        isDefined = number >= 0;
        return isDefined && !IsHiddenAt(level) && RoleBits.Has(_global, number);
    }

    /// <summary>The tenant's own roles that bring it, and the global ones that it does not hide; fewest patterns first.</summary>
    public List<RoleModel> RolesAt(TenantRow? tenant)
    {
        var roles = new List<RoleModel>();
        if (tenant?.Roles is { } own)
            Add(own, OwnAt(tenant, own.Index), hiddenBy: null, roles);
        Add(_model.GlobalRoles, _global, tenant?.Roles, roles);
        roles.Sort(static (left, right) =>
            left.Patterns.Length != right.Patterns.Length ? left.Patterns.Length.CompareTo(right.Patterns.Length) : string.CompareOrdinal(left.Key, right.Key));
        return roles;
    }

    private static void Add(RoleTable table, ReadOnlySpan<ulong> set, RoleTable? hiddenBy, List<RoleModel> roles)
    {
        for (var number = 0; number < table.Index.Count; number++)
        {
            if (RoleBits.Has(set, number) && table.Find(table.Index.KeyOf(number)) is { } role && hiddenBy?.Find(role.Key) is null)
                roles.Add(role);
        }
    }

    /// <summary>A role that is asked for is the tenant's own of that key, where it has one: then the global one is another.</summary>
    private bool IsHiddenAt(TenantRow level) => _isRole && level.Roles?.Find(_name) is not null;

    private ulong[] OwnAt(TenantRow level, RoleIndex index)
    {
        if (ReferenceEquals(level, _level))
            return _own;
        (_level, _own) = (level, Direct(index));
        index.Parents.Spread(_own, _model.GlobalRoles.Index, IsHiddenAt(level) ? [] : _global);
        return _own;
    }

    /// <summary>Roles that have the permission, or are the role, themselves.</summary>
    private ulong[] Direct(RoleIndex index)
    {
        var roles = new ulong[index.Words];
        if (!_isRole)
            index.Permissions.AddCovering(_name, roles);
        else if (index.NumberOf(_name) is >= 0 and var number)
            RoleBits.Add(roles, number);
        return roles;
    }
}
