using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>What roles and direct assignments permit everywhere in a tenant.</summary>
internal static class Permissions
{
    public static bool Granted(Subject subject, string permission)
    {
        var byRoles = Roles.Held(subject).SelectMany(held => held.Roles).SelectMany(role => role.Patterns);
        var directly = subject.Rows.All<Change.PermissionAssigned>()
            .Where(row => row.User == subject.User.User && row.Period.Contains(subject.Now) && subject.IsReachedFrom(row.Tenant, row.Inherit))
            .Select(row => row.Pattern);
        return byRoles.Concat(directly).Any(pattern => NaiveGlob.IsMatch(pattern, permission));
    }
}
