using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining.Walking;

/// <summary>A role key that the user or one of its groups is given in the tenant asked in or above it.</summary>
/// <param name="Key">The key.</param>
/// <param name="Level">The tenant.</param>
/// <param name="Group">Which of the <see cref="GroupWalk"/>; −1 for the user itself.</param>
/// <param name="ByRule">Whether a rule of the group's connection gives it.</param>
/// <param name="Period">When.</param>
/// <param name="Standing">Whether it counts, if the key means a role.</param>
internal readonly record struct GivenRole(string Key, TenantRow Level, int Group, bool ByRule, ActivePeriod Period, Standing Standing)
{
    /// <summary>Everything that the subject of an inquiry is given, live or not.</summary>
    public static List<GivenRole> AllOf(Inquiry inquiry)
    {
        var given = new List<GivenRole>(inquiry.Groups.Count + (inquiry.Extras?.Roles.Length ?? 0));
        if (inquiry.Extras is { } extras)
            Add(inquiry, extras.Roles.AsSpan(), group: -1, given);
        for (var group = 0; group < inquiry.Groups.Count; group++)
        {
            var row = inquiry.Groups[group];
            var home = inquiry.Home!; // Not null: there is a user, who has groups.
            foreach (var key in row.Roles)
                given.Add(new GivenRole(key, home, group, ByRule: true, ActivePeriod.Always, inquiry.StandingOf(home, inherit: false, ActivePeriod.Always)));
            Add(inquiry, row.Assigned.AsSpan(), group, given);
        }

        return given;
    }

    private static void Add(Inquiry inquiry, ReadOnlySpan<Change.RoleAssigned> assigned, int group, List<GivenRole> given)
    {
        foreach (var row in assigned)
        {
            if (inquiry.Level(row.Tenant) is { } level)
                given.Add(new GivenRole(row.Role, level, group, ByRule: false, row.Period, inquiry.StandingOf(level, row.Inherit, row.Period)));
        }
    }
}
