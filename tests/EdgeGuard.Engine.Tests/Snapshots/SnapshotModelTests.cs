using CsCheck;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Snapshots;

/// <summary>The engine against the reference, over random histories of a few hundred changes in batches.</summary>
public sealed class SnapshotModelTests
{
    private const long Now = 1000;

    private static readonly Gen<(Change[] Changes, (SubjectClaim Claim, Question Question)[] Asks)[]> History =
        Gen.Select(ChangeGen.Change.Array[1, 12], ChangeGen.Ask.Array[4, 12]).Array[5, 30];

    [Fact]
    public void TryApply_AnyHistory_AnswersAndDigestsLikeTheReference() =>
        History.Sample(
            history =>
            {
                var snapshot = Snapshot.Empty(World.Hasher, World.Epoch);
                var reference = ReferenceState.Empty;
                var past = new List<(Snapshot Snapshot, ReferenceState Reference)>();
                foreach (var (changes, asks) in history)
                {
                    var builder = snapshot.ToBuilder();
                    foreach (var change in changes)
                    {
                        var applied = builder.TryApply(change, out var fault);
                        applied.ShouldBe(reference.TryApply(change), change.ToString());
                        applied.ShouldBe(fault is null);
                        builder.Digest.ShouldBe(reference.Digest, change.ToString());
                    }

                    snapshot = builder.Build(World.Epoch, snapshot.Version + 1);
                    past.Add((snapshot, new ReferenceState(reference)));
                    ShouldAgree(snapshot, reference, asks);
                }

                // Later builders have not touched earlier snapshots, whose memos they share.
                foreach (var ((earlier, state), (_, asks)) in past.Zip(history))
                    ShouldAgree(earlier, state, asks);
            },
            iter: 400);

    [Fact]
    public void Export_AnyHistory_RebuildsTheSameState() =>
        History.Sample(
            history =>
            {
                var builder = Snapshot.Empty(World.Hasher, World.Epoch).ToBuilder();
                var reference = ReferenceState.Empty;
                foreach (var change in history.SelectMany(step => step.Changes))
                    builder.TryApply(change, out _).ShouldBe(reference.TryApply(change));
                var snapshot = builder.Build(World.Epoch, 1);

                var rebuilt = World.Build([.. snapshot.Export()]);

                rebuilt.Digest.ShouldBe(snapshot.Digest);
                rebuilt.Export().ToHashSet().SetEquals(snapshot.Export()).ShouldBeTrue();
                ShouldAgree(rebuilt, reference, history.SelectMany(step => step.Asks));
            },
            iter: 200);

    private static void ShouldAgree(Snapshot snapshot, ReferenceState reference, IEnumerable<(SubjectClaim Claim, Question Question)> asks)
    {
        snapshot.Digest.ShouldBe(reference.Digest);
        snapshot.UserCount.ShouldBe(reference.Users);
        snapshot.GroupCount.ShouldBe(reference.Groups);
        snapshot.TenantCount.ShouldBe(reference.Tenants);
        foreach (var (claim, question) in asks)
        {
            var decision = snapshot.Check(claim, question, Now);
            decision.ShouldBe(new Decision(reference.Answer(claim, question, Now), snapshot.Version), $"{claim} {question}");
            var subject = snapshot.Resolve(claim);
            if (subject.Reason == Reason.None)
                subject.RolesAt(Now).ShouldBe(reference.JoinedRoles(subject.User));
        }
    }
}
