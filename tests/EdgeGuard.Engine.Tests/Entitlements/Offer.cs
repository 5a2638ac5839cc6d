using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Entitlements;

/// <summary>A user of tenant top, below which lie mid and low, who may do anything; and the shortest ways to give and ask for features.</summary>
internal static class Offer
{
    public const long Now = 1_700_000_000_000;

    /// <summary>Rules that match everyone and answer so.</summary>
    public static string Always(string treatment) => $$"""[{"conditions":[],"treatment":"{{treatment}}"}]""";

    public static Hash128 User => World.User("top", "u");

    public static Snapshot Of(params Change[] changes) => World.Build(
    [
        new Change.TenantPut("top", Suspended: false),
        new Change.TenantPut("mid", Suspended: false, "top"),
        new Change.TenantPut("low", Suspended: false, "mid"),
        new Change.RolePut("", "all", ["*"]),
        new Change.UserPut(User, World.Tenant("top"), Active: true, NotBefore: 0),
        new Change.RoleAssigned(RoleHolder.User(User), World.Tenant("top"), "all", Inherit: true, ActivePeriod.Always),
        .. changes,
    ]);

    public static Change Plan(string key, params string[] features) => new Change.PlanPut(key, [.. features], "false", "[]");

    public static Change Given(string tenant, string plan, bool inherit = false, long from = ActivePeriod.Beginning, long until = -1) =>
        new Change.PlanAssigned(PlanHolder.Tenant(World.Tenant(tenant)), plan, inherit, from, until);

    public static Change GivenToUser(string plan, bool inherit = false, long from = ActivePeriod.Beginning, long until = -1) =>
        new Change.PlanAssigned(PlanHolder.User(User), plan, inherit, from, until);

    public static Reason Ask(this Snapshot snapshot, Question question, string tenant = "top") =>
        snapshot.Check(new SubjectClaim(World.Tenant(tenant), User, SubjectClaim.NoToken), question, Now).Reason;

    public static Reason AskFeature(this Snapshot snapshot, string feature, string tenant = "top", AttributeSet? attributes = null) =>
        snapshot.Ask(Question.Feature(feature) with { Attributes = attributes }, tenant);
}
