using EdgeGuard.Sync.Tests.Leases.Model;

namespace EdgeGuard.Sync.Tests.Leases;

/// <summary>Holes that take so many things in one order that random walks seldom meet them: played, with the hole and without.</summary>
public sealed class LeaseStoryTests(ITestOutputHelper output)
{
    /// <summary>
    /// A scim that started after a lost history was detected does not know that the epoch is young, and the scims that it asks have
    /// emptied their tables: only the mark in the head row makes it wait.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fence_2_ScimStartedAfterDetectedLoss_WaitsBecauseOfTheMark(bool isMarked)
    {
        var settings = new ModelSettings
        {
            Scims = 2, ScimCrashes = 1, Losses = 1, OtherCommits = 1, IdleTicks = 6, Fault = isMarked ? Fault.None : Fault.NewEpochWithoutMark,
        };

        var violation = Play(
            settings,
            new(ActKind.Ask, 0, 0), new(ActKind.Deliver, 0), new(ActKind.BeginTick, 0), new(ActKind.CompleteTick, 0), new(ActKind.Deliver, 0),
            new(ActKind.CrashScim, 1), new(ActKind.Commit, 0, (short)Operation.Other), new(ActKind.BeginTick, 0), new(ActKind.CompleteTick, 0),
            new(ActKind.Lose, 1, 1), new(ActKind.BeginTick, 0), new(ActKind.BeginTick, 0), new(ActKind.CompleteTick, 0),
            new(ActKind.BeginEpoch, 0), new(ActKind.BeginTick, 0), new(ActKind.CompleteTick, 0), new(ActKind.StartScim, 1),
            new(ActKind.Commit, 1, (short)Operation.Deactivate), new(ActKind.Plan, 1, 0), new(ActKind.Deliver, 0), new(ActKind.Deliver, 0));

        (violation is null).ShouldBe(isMarked, violation);
    }

    /// <summary>
    /// L goes down, up and down again while a scim waits to let Lw follow the first reduction: the row looks as it did, but a lease of
    /// the time between is as long as ever. The revision shows the difference.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fence_1_ReducedRaisedAndReduced_WaitsAnewBecauseOfTheRevision(bool hasRevision)
    {
        var settings = new ModelSettings
        {
            Length = 8, TermsChanges = 3, Sweeps = true, Fault = hasRevision ? Fault.None : Fault.ReductionWithoutRevision,
        };
        var time = new Act(ActKind.Time, -1);

        var violation = Play(
            settings,
            [
                new(ActKind.ChangeTerms), new(ActKind.Sweep, 0), .. Enumerable.Repeat(time, 8),
                new(ActKind.ChangeTerms), new(ActKind.Ask, 0, 0), new(ActKind.Deliver, 0), new(ActKind.BeginTick, 0), new(ActKind.CompleteTick, 0),
                new(ActKind.Deliver, 0), new(ActKind.ChangeTerms), time, time, new(ActKind.Sweep, 0),
                new(ActKind.Commit, 0, (short)Operation.Deactivate), new(ActKind.Plan, 0, 0), .. Enumerable.Repeat(time, 7),
            ]);

        (violation is null).ShouldBe(hasRevision, violation);
    }

    /// <summary>Plays the acts up to the first violation. What is sound may leave nothing to deliver.</summary>
    private string? Play(ModelSettings settings, params IEnumerable<Act> acts)
    {
        var stage = new Stage(settings);
        var play = new Play(stage, settings);
        var world = play.Begin();
        var possible = new List<Act>();
        var played = new List<Act>();
        string? violation = null;
        foreach (var act in acts)
        {
            stage.Bind(world);
            Moves.List(world, possible);
            if (act.Kind == ActKind.Deliver && !possible.Contains(act))
                continue;
            possible.ShouldContain(act);
            played.Add(act);
            violation = play.Do(world, act);
            if (violation is not null)
                break;
        }

        output.WriteLine(string.Join(System.Environment.NewLine, Story.Tell(settings, played)));
        return violation;
    }
}
