using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases.Holding;
using EdgeGuard.Sync.Tests.Leases.Model;
using EdgeGuard.Testing;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Tests.Following;

public sealed class SnapshotStateTests : IDisposable
{
    private readonly InMemoryLogSource _source = new(TestEnvironment.Keys);
    private readonly EdgeLease _lease = new(new ModelClock { Now = 1 });
    private readonly LogCapture _logs = new();
    private int _tenants;

    [Fact]
    public void Apply_ObserverFailsOnce_IsToldAgainThatAnythingMayHaveChanged()
    {
        _logs.ExpectError(EventIds.ObserverFailed);
        var failing = new FailingObserver();
        var state = Loaded(failing);
        failing.Failures = 1;

        Apply(state);

        failing.Told.ShouldBe([null, 1, null]);
        _logs.Count(EventIds.ObserverFailed).ShouldBe(1);
        _lease.Report()!.Value.Applied.Version.ShouldBe(1);
    }

    [Fact]
    public void Apply_ObserverFails_OthersAreToldOnce()
    {
        _logs.ExpectError(EventIds.ObserverFailed);
        var other = new FailingObserver();
        var state = Loaded(new FailingObserver { Failures = int.MaxValue }, other);

        Apply(state);

        other.Told.ShouldBe([null, 1]);
    }

    [Fact]
    public void Apply_ObserverFailsAtEveryAttempt_IsToldNextTimeThatAnythingMayHaveChanged()
    {
        _logs.ExpectError(EventIds.ObserverFailed);
        var failing = new FailingObserver();
        var state = Loaded(failing);
        failing.Failures = 3;

        Apply(state);
        Apply(state);
        Apply(state);

        failing.Told.ShouldBe([null, 1, null, null, null, 1]);
        _logs.Count(EventIds.ObserverFailed).ShouldBe(3);
    }

    [Fact]
    public void Fence_2_8_ObserverFailsAtEveryAttempt_IsNotSettledUntilItSucceeds()
    {
        _logs.ExpectError(EventIds.ObserverFailed);
        var failing = new FailingObserver();
        var state = Loaded(failing);
        failing.Failures = 4;

        Apply(state);
        var applied = (state.IsSettled, state.Current!.Version, _lease.Report()!.Value.Applied.Version);
        var tried = state.TrySettle();
        var failed = (state.IsSettled, _lease.Report()!.Value.Applied.Version);
        var triedAgain = new[] { state.TrySettle(), state.TrySettle() };

        applied.ShouldBe((false, 1, 0));
        (tried, failed).ShouldBe((false, (false, 0)));
        triedAgain.ShouldBe([true, true]);
        _lease.Report()!.Value.Applied.Version.ShouldBe(1);
        failing.Told.ShouldBe([null, 1, null, null, null, null]);
    }

    [Fact]
    public void Apply_NothingLoaded_ChangesNothing()
    {
        var observer = new FailingObserver();

        Apply(Observed(observer)).ShouldBeFalse();

        observer.Told.ShouldBeEmpty();
    }

    [Fact]
    public void Fence_2_4_Distrust_ObserversAreToldAndOnlyAWholeStateIsTaken()
    {
        var observer = new FailingObserver();
        var state = Loaded(observer);

        state.Distrust();

        observer.Told.ShouldBe([null, null]);
        state.View.Deadline.ShouldBe(0);
        Apply(state).ShouldBeFalse();
        state.Load(_source.State).ShouldBeFalse("no scim has seen yet what this edge had");
    }

    public void Dispose()
    {
        _logs.AssertNoUnexpectedErrors();
        _logs.Dispose();
    }

    private SnapshotState Loaded(params ISnapshotObserver[] observers)
    {
        var state = Observed(observers);
        state.Load(_source.State).ShouldBeTrue();
        return state;
    }

    private SnapshotState Observed(params ISnapshotObserver[] observers)
    {
        var state = new SnapshotState(_lease, _logs.CreateFactory().CreateLogger<SnapshotState>());
        foreach (var observer in observers)
            state.Observe(observer);
        return state;
    }

    private bool Apply(SnapshotState state)
    {
        var entry = _source.Append(new Change.TenantPut($"tenant{_tenants++}", Suspended: false));
        return state.Apply(_source.State, entry.Changes);
    }

    private sealed class FailingObserver : ISnapshotObserver
    {
        public int Failures { get; set; }

        public List<int?> Told { get; } = [];

        public void OnSwapped(LeaseView previous, LeaseView current, IReadOnlyList<Change>? changes)
        {
            Told.Add(changes?.Count);
            if (Failures-- > 0)
                throw new InvalidOperationException("The test's observer fails.");
            Failures = 0;
        }
    }
}
