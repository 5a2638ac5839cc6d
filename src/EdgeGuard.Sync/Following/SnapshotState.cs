using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases.Holding;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// The live holder of the current state and its lease, behind one reference. Reading is a volatile load from any thread. Each change
/// goes through the steps of FENCE section 2: (1) the lease publishes it, (2) the observers cut what it ends, (3) it is settled, which
/// is what scims are told and what proofs count from. One writer calls everything but <see cref="View"/> and <see cref="Current"/>.
/// </summary>
/// <param name="lease">What is written to.</param>
/// <param name="logger">Told of observers that fail.</param>
public sealed partial class SnapshotState(EdgeLease lease, ILogger<SnapshotState>? logger = null)
{
    /// <summary>How often one change is told to an observer that fails at it, before the next attempt is left to <see cref="TrySettle"/>.</summary>
    private const int Attempts = 3;

    private readonly ILogger _logger = logger ?? NullLogger<SnapshotState>.Instance;
    private readonly List<ISnapshotObserver> _observers = [];

    /// <summary>Observers that failed at every attempt: they do not know what changed since, and are told that anything may have.</summary>
    private readonly List<ISnapshotObserver> _lost = [];

    /// <summary>What decisions are made from. A decision reads the lease clock first and then this, once.</summary>
    public LeaseView View => lease.View;

    /// <summary>The last verified snapshot, leased or not: for figures and the follower. Decisions read <see cref="View"/>.</summary>
    public Snapshot? Current => lease.View.Snapshot;

    /// <summary>True while nothing can be applied and a whole state has to be loaded (FENCE section 2 step 4).</summary>
    public bool IsDistrusted => lease.IsDistrusted;

    /// <summary>
    /// Makes the state after further entries current. When it returns, what the changes end is cut, unless <see cref="IsSettled"/> says
    /// otherwise. False, and nothing changed, when it cannot follow the present one: then a whole state is needed.
    /// </summary>
    /// <param name="next">The state; its digest was verified.</param>
    /// <param name="changes">The rows that differ.</param>
    /// <param name="passed">Heads of the entries between, when there was more than one entry.</param>
    public bool Apply(Snapshot next, IReadOnlyList<Change> changes, params ReadOnlySpan<LogHead> passed)
    {
        var previous = lease.View;
        if (!lease.Apply(next, passed))
            return false;
        Tell(previous, changes);
        return true;
    }

    /// <summary>Makes a whole state current, as <see cref="Apply"/> does. False, and nothing changed, when it may not be used (yet).</summary>
    public bool Load(Snapshot loaded)
    {
        var previous = lease.View;
        if (!lease.Load(loaded))
            return false;
        Tell(previous, changes: null);
        return true;
    }

    /// <summary>Ends the lease until a whole state is loaded after a scim has seen what this edge had; observers are told.</summary>
    public void Distrust()
    {
        var previous = lease.View;
        lease.Distrust();
        if (previous.Snapshot is not null)
            Tell(previous, changes: null);
    }

    /// <summary>True when every observer has done its work for the current state.</summary>
    public bool IsSettled => _lost.Count == 0;

    /// <summary>Tells observers that failed once more, and settles the current state if none fails now.</summary>
    public bool TrySettle()
    {
        if (Current is { } current)
        {
            foreach (var observer in _lost.ToArray())
                TellAgain(observer);
            if (IsSettled)
                lease.Settle(current);
        }

        return IsSettled;
    }

    /// <summary>Adds an observer; before the follower starts. One that is there already is not told twice.</summary>
    public void Observe(ISnapshotObserver observer)
    {
        if (!_observers.Contains(observer))
            _observers.Add(observer);
    }

    /// <summary>
    /// An observer that throws is told again, without changes, so that it looks at everything; it keeps nobody else from being told. As
    /// long as one fails the cuts are not done, and the state is not settled.
    /// </summary>
    private void Tell(LeaseView previous, IReadOnlyList<Change>? changes)
    {
        var current = lease.View;
        foreach (var observer in _observers)
            Tell(observer, previous, current, _lost.Contains(observer) ? null : changes);
        if (IsSettled && current.Snapshot is { } settled)
            lease.Settle(settled);
    }

    private void Tell(ISnapshotObserver observer, LeaseView previous, LeaseView current, IReadOnlyList<Change>? changes)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                observer.OnSwapped(previous, current, attempt == 1 ? changes : null);
                _lost.Remove(observer);
                return;
            }
            catch (Exception e)
            {
                Log.ObserverFailed(_logger, observer.GetType().Name, current.Snapshot?.Version ?? 0, attempt, Attempts, e);
            }
        }

        if (!_lost.Contains(observer))
            _lost.Add(observer);
    }

    private void TellAgain(ISnapshotObserver observer)
    {
        var view = lease.View;
        try
        {
            observer.OnSwapped(view, view, changes: null);
            _lost.Remove(observer);
            Log.ObserverSucceeded(_logger, observer.GetType().Name, view.Snapshot?.Version ?? 0);
        }
        catch (Exception e)
        {
            // Told as an error when it began.
            Log.ObserverFailedAgain(_logger, observer.GetType().Name, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ObserverFailed, LogLevel.Error, "{Observer} failed at version {Version}, attempt {Attempt} of {Attempts}. It is told again that anything may have changed; until it succeeds nothing newer is reported as applied.", EventName = "ObserverFailed")]
        public static partial void ObserverFailed(ILogger logger, string observer, long version, int attempt, int attempts, Exception exception);

        [LoggerMessage(EventIds.ObserverFailedAgain, LogLevel.Debug, "{Observer} still fails.", EventName = "ObserverFailedAgain")]
        public static partial void ObserverFailedAgain(ILogger logger, string observer, Exception exception);

        [LoggerMessage(EventIds.ObserverSucceeded, LogLevel.Information, "{Observer} has done its work for version {Version}: what is applied is reported again.", EventName = "ObserverSucceeded")]
        public static partial void ObserverSucceeded(ILogger logger, string observer, long version);
    }
}
