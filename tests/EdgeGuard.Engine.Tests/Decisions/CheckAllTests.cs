using CsCheck;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Reference;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Decisions;

public sealed class CheckAllTests
{
    private const long Now = 1000;

    [Fact]
    public void CheckAll_AnyChecks_AnswersAsOneByOne() =>
        Gen.Select(History.Any, Gen.Int[0, 3]).Sample(
            (steps, repeated) =>
            {
                var builder = Snapshot.Empty(World.Hasher, World.Epoch).ToBuilder();
                foreach (var change in steps.OfType<Change>())
                    builder.TryApply(change, out _);
                var snapshot = builder.Build(World.Epoch, 5);
                // Several about one subject after the other, with the same token and with others.
                SubjectQuestion[] checks =
                [
                    .. steps.OfType<Ask>().SelectMany(ask => Enumerable.Range(0, repeated + 1).Select(
                        i => new SubjectQuestion(ask.Claim with { IssuedAt = ask.Claim.IssuedAt - (i / 2) }, ask.Question))),
                ];
                var decisions = new Decision[checks.Length + 1];

                snapshot.CheckAll(checks, Now, decisions);

                decisions[..^1].ShouldBe(checks.Select(check => snapshot.Check(check.Claim, check.Question, Now)));
                decisions[^1].ShouldBe(default);
            },
            iter: 60);

    [Fact]
    public void CheckAll_TooFewPlaces_Throws() =>
        Should.Throw<ArgumentException>(() => Snapshot.Empty(World.Hasher, World.Epoch).CheckAll(new SubjectQuestion[2], Now, new Decision[1]));

    [Fact]
    public void Targets_E3_Batches_AllocateNothing()
    {
        var snapshot = World.Build(
            new Change.TenantPut("acme", Suspended: false),
            new Change.RolePut("", "viewer", ["documents.read"]),
            new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), ["viewer"]),
            new Change.UserPut(World.User("acme", "u"), World.Tenant("acme"), Active: true, NotBefore: 0),
            new Change.MemberAdded(World.Group("acme", "g"), World.User("acme", "u")));
        SubjectQuestion[] checks = [.. Enumerable.Range(0, 70).Select(i => new SubjectQuestion(new SubjectClaim(World.Tenant("acme"), World.User("acme", i % 3 == 0 ? "x" : "u"), SubjectClaim.NoToken), Question.Permission("documents.read")))];
        var decisions = new Decision[checks.Length];
        snapshot.CheckAll(checks, Now, decisions); // The first round works out the roles.

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1000; round++)
            snapshot.CheckAll(checks, Now, decisions);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        decisions.Count(decision => decision.Allowed).ShouldBe(46);
    }
}
