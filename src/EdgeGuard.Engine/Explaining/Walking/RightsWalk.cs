using System.Collections.Immutable;
using System.Runtime.InteropServices;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining.Walking;

/// <summary>Finds every way to a role or a permission, live ones or the others.</summary>
internal sealed class RightsWalk(Inquiry inquiry)
{
    private readonly List<GivenRole> _given = GivenRole.AllOf(inquiry);
    private readonly RoleReach _reach = new(inquiry.Model);
    private HashSet<string>? _reached;

    /// <summary>Adds the ways to hold the role.</summary>
    public void AddToRole(string role, RoleCover cover, bool live, ICollection<Way> ways)
    {
        foreach (ref readonly var given in CollectionsMarshal.AsSpan(_given))
        {
            if (cover.Brings(given.Level, given.Key, out var isDefined) && given.Standing == Standing.Live == live && PathOf(given, role) is { } path)
                ways.Add(new Way.ByRole(path, Pattern: null) { Standing = given.Standing });
            else if (!live)
                AddUndefined(given, isDefined, ways);
        }
    }

    /// <summary>Adds the ways to be given the permission, apart from grants.</summary>
    public void AddToPermission(string permission, RoleCover cover, bool live, ICollection<Way> ways)
    {
        AddDirect(permission, live, ways);
        foreach (ref readonly var given in CollectionsMarshal.AsSpan(_given))
        {
            if (cover.Brings(given.Level, given.Key, out var isDefined) && given.Standing == Standing.Live == live && PathOf(given, permission, out var pattern) is { } path)
                ways.Add(new Way.ByRole(path, pattern) { Standing = given.Standing });
            else if (!live)
                AddUndefined(given, isDefined, ways);
        }
    }

    /// <summary>False when there is no way to the role: worked out for all roles at once, so that many can be asked about.</summary>
    public bool MayHold(string role)
    {
        if (_reached is not null)
            return _reached.Contains(role);
        _reached = new HashSet<string>(StringComparer.Ordinal);
        foreach (ref readonly var given in CollectionsMarshal.AsSpan(_given))
        {
            if (given.Standing == Standing.Live && _reach.Resolve(given.Level, given.Key) is { } start)
                _reach.AddKeys(given.Level, start, _reached);
        }

        return _reached.Contains(role);
    }

    /// <summary>One way in which the user holds the role here and now; null for none.</summary>
    public RolePath? FirstTo(string role)
    {
        foreach (ref readonly var given in CollectionsMarshal.AsSpan(_given))
        {
            if (given.Standing == Standing.Live && PathOf(given, role) is { } path)
                return path;
        }

        return null;
    }

    private void AddDirect(string permission, bool live, ICollection<Way> ways)
    {
        foreach (var row in inquiry.Extras?.Permissions ?? [])
        {
            if (inquiry.Level(row.Tenant) is not { } level || !Pattern.Covers(row.Pattern, permission))
                continue;
            var standing = inquiry.StandingOf(level, row.Inherit, row.Period);
            if (standing == Standing.Live == live)
                ways.Add(new Way.ByPermission(row, level.Key, !ReferenceEquals(level, inquiry.Tenant)) { Standing = standing });
        }
    }

    /// <summary>Adds a key that would count if it meant a role.</summary>
    private void AddUndefined(in GivenRole given, bool isDefined, ICollection<Way> ways)
    {
        if (!isDefined && given.Standing == Standing.Live)
            ways.Add(new Way.ByRole(ToPath(given, []), Pattern: null) { Standing = Standing.Undefined });
    }

    private RolePath? PathOf(in GivenRole given, string role)
    {
        if (_reach.Resolve(given.Level, given.Key) is not { } start || _reach.Resolve(given.Level, role) is not { } target)
            return null;
        var roles = _reach.PathTo(given.Level, start, target);
        return roles.IsEmpty ? null : ToPath(given, roles);
    }

    private RolePath? PathOf(in GivenRole given, string permission, out string? pattern)
    {
        pattern = null;
        if (_reach.Resolve(given.Level, given.Key) is not { } start)
            return null;
        var roles = _reach.PathTo(given.Level, start, permission, out pattern);
        return roles.IsEmpty ? null : ToPath(given, roles);
    }

    private RolePath ToPath(in GivenRole given, ImmutableArray<RoleName> roles) => new()
    {
        Holder = given.Group < 0 ? RoleHolder.User(inquiry.UserId) : RoleHolder.Group(inquiry.Groups[given.Group].Id),
        Groups = inquiry.Groups.ChainTo(given.Group),
        Tenant = given.Level.Key,
        IsInherited = !ReferenceEquals(given.Level, inquiry.Tenant),
        ByRule = given.ByRule,
        Period = given.Period,
        Key = given.Key,
        Roles = roles,
    };
}
