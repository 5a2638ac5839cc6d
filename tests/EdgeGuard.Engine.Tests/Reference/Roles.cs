using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>Which roles are held, and where.</summary>
internal static class Roles
{
    /// <summary>What a key means in a tenant: its own role, else the global one, else nothing.</summary>
    public static Change.RolePut? Resolve(Rows rows, Hash128 tenant, string key) => Resolve(rows, rows.Find<Change.TenantPut>(tenant)!.Key, key);

    /// <summary>The roles whose holder a role's holder also is, directly.</summary>
    public static IEnumerable<Change.RolePut> Parents(Rows rows, Change.RolePut role) =>
        role.Parents.Select(key => Resolve(rows, role.Scope, key)).OfType<Change.RolePut>();

    /// <summary>Where roles are given to the subject, and by which key, counting only what is in force in the tenant that is asked about.</summary>
    public static IEnumerable<(Hash128 At, string Key)> Given(Subject subject)
    {
        var groups = Groups.Of(subject.Rows, subject.User.User);
        var holders = groups.Select(RoleHolder.Group).Append(RoleHolder.User(subject.User.User)).ToHashSet();

        var byGroupRules = subject.Rows.All<Change.GroupPut>().Where(row => groups.Contains(row.Group))
            .SelectMany(row => row.Roles.Select(key => (At: row.Tenant, Key: key)))
            .Where(given => subject.IsReachedFrom(given.At, inherit: false));
        var assigned = subject.Rows.All<Change.RoleAssigned>()
            .Where(row => holders.Contains(row.Holder) && row.Period.Contains(subject.Now) && subject.IsReachedFrom(row.Tenant, row.Inherit))
            .Select(row => (At: row.Tenant, Key: row.Role));
        return byGroupRules.Concat(assigned);
    }

    /// <summary>The roles held, each at the tenant where it is given, with those that come with them.</summary>
    public static IEnumerable<(Hash128 At, HashSet<Change.RolePut> Roles)> Held(Subject subject) =>
        Given(subject).GroupBy(given => given.At).Select(at => (
            at.Key,
            Closure.Of(
                at.Select(given => Resolve(subject.Rows, at.Key, given.Key)).OfType<Change.RolePut>(),
                role => Parents(subject.Rows, role))));

    /// <summary>The role question.</summary>
    public static bool Has(Subject subject, string key)
    {
        var places = Held(subject).Where(held => Resolve(subject.Rows, held.At, key) is { } role && held.Roles.Contains(role)).Select(held => held.At).ToList();
        subject.Met(places.Exists(at => at != subject.Tenant), "role: inherited");
        subject.Met(places.Exists(at => !Given(subject).Contains((at, key))), "role: through a parent");
        return subject.Met(places.Count > 0, "role: held");
    }

    /// <summary>Keys of the roles of which the role question answers yes, joined in ordinal order.</summary>
    public static string All(Subject subject) => string.Join(
        ',', subject.Rows.All<Change.RolePut>().Select(row => row.Key).Distinct().Where(key => Has(subject with { Tally = null }, key)).Order(StringComparer.Ordinal));

    private static Change.RolePut? Resolve(Rows rows, string scope, string key) =>
        rows.Find<Change.RolePut>((scope, key)) ?? rows.Find<Change.RolePut>(("", key));
}
