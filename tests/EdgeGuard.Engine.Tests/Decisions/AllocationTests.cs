using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Decisions;

public sealed class AllocationTests
{
    private const int Measurements = 3;
    private const int Rounds = 5_000;

    private static readonly Question[] Questions =
    [
        Question.Permission("documents.read"), Question.Permission("reports.x"), Question.Permission("amz"), Question.Permission("none"),
        Question.Role("editor"), Question.Role("none"), Question.Feature("sso"), Question.Feature("none"), default,
    ];

    [Fact]
    public void Targets_E3_ManyDecisions_AllocateNothing()
    {
        var snapshot = World.Build(
            new Change.TenantPut("acme", Suspended: false),
            new Change.RolePut("", "viewer", ["documents.read", "reports.*", "a*z"]),
            new Change.RolePut("acme", "editor", ["documents.write"]),
            new Change.TenantFeaturePut(World.Tenant("acme"), "sso", -1),
            new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), ["editor", "viewer"]),
            new Change.UserPut(World.User("acme", "u"), World.Tenant("acme"), Active: true, NotBefore: 5),
            new Change.AliasPut(World.ExternalId("acme", "e"), World.User("acme", "u")),
            new Change.MemberAdded(World.Group("acme", "g"), World.User("acme", "u")));
        SubjectClaim[] claims =
        [
            new(World.Tenant("acme"), World.User("acme", "u"), 6), new(World.Tenant("acme"), World.ExternalId("acme", "e"), SubjectClaim.NoToken),
            new(World.Tenant("acme"), World.User("acme", "u"), 5), new(World.Tenant("acme"), World.User("acme", "x"), 6), new(World.Tenant("x"), World.User("acme", "u"), 6),
        ];

        Ask(snapshot, claims, withRoles: true).ShouldBe(2 * 5); // Computes and keeps what the combination of groups gives.
        Allocation.LeastOf(Measurements, Rounds, () => Ask(snapshot, claims, withRoles: true)).ShouldBe(0);
    }

    [Fact]
    public void Targets_E3_DecisionsBelowHomeForATimeAndThroughNestedGroups_AllocateNothing()
    {
        var (inner, outer, user) = (World.Group("acme", "inner"), World.Group("acme", "outer"), World.User("acme", "u"));
        var snapshot = World.Build(
        [
            new Change.TenantPut("acme", Suspended: false),
            new Change.TenantPut("shop", Suspended: false, "acme"),
            .. Enumerable.Range(0, 200).Select(role => new Change.RolePut("", $"r{role}", [])),
            new Change.RolePut("", "viewer", ["documents.read"]) { Parents = ["reporter"] },
            new Change.RolePut("", "reporter", ["reports.*"]),
            new Change.RolePut("shop", "editor", []) { Parents = ["viewer"] },
            new Change.TenantFeaturePut(World.Tenant("acme"), "sso", -1),
            new Change.TenantFeaturePut(World.Tenant("shop"), "sso", -1),
            new Change.GroupPut(inner, World.Tenant("acme"), []),
            new Change.GroupPut(outer, World.Tenant("acme"), []),
            new Change.GroupNested(outer, inner),
            new Change.RoleAssigned(RoleHolder.Group(outer), World.Tenant("acme"), "viewer", Inherit: true, new ActivePeriod(0, 10)),
            new Change.RoleAssigned(RoleHolder.Group(outer), World.Tenant("shop"), "editor", Inherit: false, ActivePeriod.Always),
            new Change.UserPut(user, World.Tenant("acme"), Active: true, NotBefore: 0),
            new Change.MemberAdded(inner, user),
            new Change.RoleAssigned(RoleHolder.User(user), World.Tenant("shop"), "viewer", Inherit: false, ActivePeriod.Always),
            new Change.PermissionAssigned(user, World.Tenant("acme"), "a*z", Inherit: true, ActivePeriod.Always),
        ]);
        SubjectClaim[] claims =
        [
            new(World.Tenant("acme"), user, SubjectClaim.NoToken), new(World.Tenant("shop"), user, SubjectClaim.NoToken),
        ];

        Ask(snapshot, claims, withRoles: false).ShouldBe(4 + 5);
        Allocation.LeastOf(Measurements, Rounds, () => Ask(snapshot, claims, withRoles: false)).ShouldBe(0);
    }

    private static int Ask(Snapshot snapshot, SubjectClaim[] claims, bool withRoles)
    {
        var allowed = 0;
        foreach (var claim in claims)
        {
            var subject = snapshot.Resolve(claim);
            _ = (withRoles ? subject.RolesAt(1).Length : 0) + (int)subject.User.Low;
            foreach (var question in Questions)
            {
                if (snapshot.Decide(subject, question, now: 1).Allowed && snapshot.Check(claim, question, now: 1).Allowed)
                    allowed++;
            }
        }

        return allowed;
    }
}
