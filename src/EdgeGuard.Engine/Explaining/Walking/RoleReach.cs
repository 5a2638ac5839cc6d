using System.Collections.Immutable;
using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining.Walking;

/// <summary>Follows a role to the roles that it brings, nearest first.</summary>
internal sealed class RoleReach(SnapshotModel model)
{
    // Up to so many, comparing with each is cheaper than hashing.
    private const int Few = 16;

    private readonly List<(RoleModel Role, int Child)> _found = [];
    private HashSet<RoleModel>? _many;

    /// <summary>What a key means in a tenant: its own role of that key, else the global one.</summary>
    public RoleModel? Resolve(TenantRow? tenant, string key) => tenant?.Roles?.Find(key) ?? model.GlobalRoles.Find(key);

    /// <summary>From a role given in a tenant to <paramref name="target"/>; empty when it does not bring it.</summary>
    public ImmutableArray<RoleName> PathTo(TenantRow tenant, RoleModel role, RoleModel target)
    {
        Begin(role);
        for (var i = 0; i < _found.Count; i++)
        {
            if (ReferenceEquals(_found[i].Role, target))
                return PathTo(i);
            Follow(tenant, i);
        }

        return [];
    }

    /// <summary>From a role given in a tenant to the first with a pattern that covers the permission; empty when there is none.</summary>
    public ImmutableArray<RoleName> PathTo(TenantRow tenant, RoleModel role, string permission, out string? pattern)
    {
        pattern = null;
        Begin(role);
        for (var i = 0; i < _found.Count; i++)
        {
            if (PatternOf(_found[i].Role, permission) is { } found)
            {
                pattern = found;
                return PathTo(i);
            }

            Follow(tenant, i);
        }

        return [];
    }

    /// <summary>Adds the keys of a role given in a tenant and of all that it brings.</summary>
    public void AddKeys(TenantRow tenant, RoleModel role, ISet<string> keys)
    {
        Begin(role);
        for (var i = 0; i < _found.Count; i++)
        {
            keys.Add(_found[i].Role.Key);
            Follow(tenant, i);
        }
    }

    /// <summary>True when a role given in a tenant, or one that it brings, names <paramref name="parent"/> as its parent.</summary>
    public bool Names(TenantRow tenant, RoleModel role, string parent)
    {
        Begin(role);
        for (var i = 0; i < _found.Count; i++)
        {
            if (_found[i].Role.Parents.Contains(parent, StringComparer.Ordinal))
                return true;
            Follow(tenant, i);
        }

        return false;
    }

    private static string? PatternOf(RoleModel role, string permission)
    {
        foreach (var pattern in role.Patterns)
        {
            if (Pattern.Covers(pattern, permission))
                return pattern;
        }

        return null;
    }

    private void Begin(RoleModel role)
    {
        _found.Clear();
        _many = null;
        _found.Add((role, -1));
    }

    // A parent of a global role is a global one; of a tenant's own role, what the key means in that tenant.
    private void Follow(TenantRow tenant, int child)
    {
        var role = _found[child].Role;
        foreach (var key in role.Parents)
        {
            if (Resolve(role.Scope.Length == 0 ? null : tenant, key) is { } parent && !IsFound(parent))
                _found.Add((parent, child));
        }
    }

    private bool IsFound(RoleModel role)
    {
        if (_found.Count > Few)
        {
            _many ??= new HashSet<RoleModel>(_found.Select(found => found.Role), ReferenceEqualityComparer.Instance);
            return !_many.Add(role);
        }

        foreach (var (found, _) in _found)
        {
            if (ReferenceEquals(found, role))
                return true;
        }

        return false;
    }

    private ImmutableArray<RoleName> PathTo(int index)
    {
        var path = new List<RoleName>();
        for (var at = index; at >= 0; at = _found[at].Child)
            path.Add(new RoleName(_found[at].Role.Scope, _found[at].Role.Key));
        path.Reverse();
        return [.. path];
    }
}
