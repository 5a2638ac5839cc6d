using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining.Writing;

/// <summary>Ways as text.</summary>
internal static class WayText
{
    public static void Add(TextLines lines, int level, Way way, Names names)
    {
        switch (way)
        {
            case Way.ByRole by:
                lines.Add(level, RoleLine(by));
                AddPath(lines, level + 1, by.Path, names);
                break;
            case Way.ByPermission by:
                lines.Add(level, $"By permission {by.Assignment.Pattern}, given to the user in tenant {by.Tenant}{During(by.Assignment.Period)}");
                break;
            case Way.ByGrant by:
                AddGrant(lines, level, by, names);
                break;
        }

        if (Because(way.Standing) is { } why)
            lines.Add(level + 1, why);
    }

    /// <summary>When something is given, as the end of a sentence; empty for always.</summary>
    public static string During(ActivePeriod period)
    {
        var from = period.From == ActivePeriod.Beginning ? "" : " from " + Names.Instant(period.From);
        var until = period.Until == ActivePeriod.End ? "" : " until " + Names.Instant(period.Until);
        return from + until;
    }

    /// <summary>Why something does not count; null when it does.</summary>
    public static string? Because(Standing standing) => standing switch
    {
        Standing.NotYet => "but not yet",
        Standing.NoLonger => "but no longer",
        Standing.NotInherited => "but not for the tenants below",
        Standing.Undefined => "but nobody defines it",
        _ => null,
    };

    private static string RoleLine(Way.ByRole way)
    {
        if (way.Path.Roles.IsEmpty)
            return "By role " + way.Path.Key;
        var roles = string.Join(", which brings ", way.Path.Roles.Select(Names.Role));
        return way.Pattern is null ? "By " + roles : $"By {roles}, which has permission {way.Pattern}";
    }

    private static void AddPath(TextLines lines, int level, RolePath path, Names names)
    {
        var holder = path.Holder.Kind == HolderKind.Group ? names.Group(path.Holder.Hash) : "the user";
        var how = path.ByRule ? " by a rule of its connection" : "";
        var inherited = path is { IsInherited: true, ByRule: false } ? ", above this one" : "";
        lines.Add(level, $"given to {holder}{how} in tenant {path.Tenant}{inherited}{During(path.Period)}");
        AddGroups(lines, level, path.Groups, names);
    }

    private static void AddGroups(TextLines lines, int level, ImmutableArray<Hash128> groups, Names names)
    {
        if (groups.Length > 1)
            lines.Add(level, "the user is in " + string.Join(", which is in ", groups.Select(names.Group)));
    }

    private static void AddGrant(TextLines lines, int level, Way.ByGrant by, Names names)
    {
        var grantee = by.Grant.Grantee.Kind switch
        {
            HolderKind.Group => names.Group(by.Grant.Grantee.Hash),
            HolderKind.Role => "role " + by.Grant.Grantee.Role,
            _ => "the user",
        };
        lines.Add(level, $"By permission {by.Grant.Permission}, granted to {grantee} on {Names.Resource(by.Grant.Resource)}{During(by.Grant.Period)}");
        if (by.Resources.Length > 1)
            lines.Add(level + 1, string.Join(", which lies in ", by.Resources.Select(Names.Resource)));
        AddGroups(lines, level + 1, by.Groups, names);
        if (by.Role is { } role)
            Add(lines, level + 1, new Way.ByRole(role, Pattern: null), names);
    }
}
