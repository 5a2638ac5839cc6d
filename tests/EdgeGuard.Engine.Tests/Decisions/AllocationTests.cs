using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Decisions;

public sealed class AllocationTests
{
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
        Question[] questions =
        [
            Question.Permission("documents.read"), Question.Permission("reports.x"), Question.Permission("amz"), Question.Permission("none"),
            Question.Role("editor"), Question.Role("none"), Question.Feature("sso"), Question.Feature("none"), default,
        ];
        var allowed = Ask(snapshot, claims, questions); // The first round computes and keeps what the combination of groups gives.

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 10_000; round++)
            Ask(snapshot, claims, questions);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.ShouldBe(0);
        allowed.ShouldBe(2 * 5);
    }

    private static int Ask(Snapshot snapshot, SubjectClaim[] claims, Question[] questions)
    {
        var allowed = 0;
        foreach (var claim in claims)
        {
            var subject = snapshot.Resolve(claim);
            _ = subject.RolesAt(0).Length + (int)subject.User.Low;
            foreach (var question in questions)
            {
                if (snapshot.Decide(subject, question, now: 1).Allowed && snapshot.Check(claim, question, now: 1).Allowed)
                    allowed++;
            }
        }

        return allowed;
    }
}
