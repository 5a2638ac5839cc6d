using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using EdgeGuard.Testing;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Tests.Following;

public sealed class SnapshotStateTests
{
    private static readonly IReadOnlyList<Change> Changes = [new Change.TenantPut("acme", Suspended: false)];
    private static readonly View Next = new(Snapshot.Empty(TestEnvironment.Keys.Hasher, Epoch.New()));

    [Fact]
    public void Swap_ObserverFailsOnce_IsToldAgainThatAnythingMayHaveChanged()
    {
        using var logs = new LogCapture();
        logs.ExpectError(EventIds.ObserverFailed);
        var failing = new FailingObserver { Failures = 1 };

        Observed(logs, failing).Swap(Next, Changes);

        failing.Told.ShouldBe([1, null]);
        logs.Count(EventIds.ObserverFailed).ShouldBe(1);
    }

    [Fact]
    public void Swap_ObserverFails_OthersAreToldOnce()
    {
        using var logs = new LogCapture();
        logs.ExpectError(EventIds.ObserverFailed);
        var other = new FailingObserver();

        Observed(logs, new FailingObserver { Failures = int.MaxValue }, other).Swap(Next, Changes);

        other.Told.ShouldBe([1]);
    }

    [Fact]
    public void Swap_ObserverFailsAtEveryAttempt_IsToldNextTimeThatAnythingMayHaveChanged()
    {
        using var logs = new LogCapture();
        logs.ExpectError(EventIds.ObserverFailed);
        var failing = new FailingObserver { Failures = 3 };
        var state = Observed(logs, failing);

        state.Swap(Next, Changes);
        state.Swap(Next, Changes);
        state.Swap(Next, Changes);

        failing.Told.ShouldBe([1, null, null, null, 1]);
        logs.Count(EventIds.ObserverFailed).ShouldBe(3);
    }

    private static SnapshotState Observed(LogCapture logs, params ISnapshotObserver[] observers)
    {
        var state = new SnapshotState(logs.CreateFactory().CreateLogger<SnapshotState>());
        foreach (var observer in observers)
            state.Observe(observer);
        return state;
    }

    private sealed class FailingObserver : ISnapshotObserver
    {
        public int Failures { get; set; }

        public List<int?> Told { get; } = [];

        public void OnSwapped(View? previous, View current, IReadOnlyList<Change>? changes)
        {
            Told.Add(changes?.Count);
            if (Failures-- > 0)
                throw new InvalidOperationException("The test's observer fails.");
            Failures = 0;
        }
    }
}
