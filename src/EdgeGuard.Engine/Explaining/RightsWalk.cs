using System.Collections.Immutable;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining;

/// <summary>Finds every way to a role or a permission, live ones or the others.</summary>
internal sealed class RightsWalk(Inquiry inquiry)
{
    private readonly List<GivenRole> _given = GivenRole.AllOf(inquiry);
    private readonly RoleReach _reach = new(inquiry.Model);

    /// <summary>Ways to hold the role.</summary>
    public IEnumerable<Way.ByRole> ToRole(string role, bool live)
    {
        foreach (var given in _given)
        {
            if (given.Standing == Standing.Live == live && PathOf(given, role) is { } path)
                yield return new Way.ByRole(path, Pattern: null) { Standing = given.Standing };
        }

        if (live)
            yield break;
        foreach (var way in Undefined())
            yield return way;
    }

    /// <summary>Ways to be given the permission, apart from grants.</summary>
    public IEnumerable<Way> ToPermission(string permission, bool live)
    {
        foreach (var way in Direct(permission))
        {
            if (way.Standing == Standing.Live == live)
                yield return way;
        }

        foreach (var given in _given)
        {
            if (given.Standing == Standing.Live == live && PathOf(given, permission, out var pattern) is { } path)
                yield return new Way.ByRole(path, pattern) { Standing = given.Standing };
        }

        if (live)
            yield break;
        foreach (var way in Undefined())
            yield return way;
    }

    private IEnumerable<Way> Direct(string permission)
    {
        foreach (var row in inquiry.Extras?.Permissions ?? [])
        {
            if (inquiry.Level(row.Tenant) is { } level && Pattern.Covers(row.Pattern, permission))
            {
                yield return new Way.ByPermission(row, level.Key, !ReferenceEquals(level, inquiry.Tenant))
                {
                    Standing = inquiry.StandingOf(level, row.Inherit, row.Period),
                };
            }
        }
    }

    /// <summary>Keys that would count if they meant a role.</summary>
    private IEnumerable<Way.ByRole> Undefined()
    {
        foreach (var given in _given)
        {
            if (given.Standing == Standing.Live && _reach.Resolve(given.Level, given.Key) is null)
                yield return new Way.ByRole(ToPath(given, []), Pattern: null) { Standing = Standing.Undefined };
        }
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
