using EdgeGuard.Edge.Configuration;
using EdgeGuard.Edge.Health;
using EdgeGuard.Edge.Sessions;
using EdgeGuard.Edge.Telemetry;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Leases;

/// <summary>
/// Notices that the lease has run out, or runs again, which no swap tells, or was withdrawn, which one does: keeps health in step, lets held requests go, and cuts all
/// that are open once there was no lease for <see cref="LeaseOptions.HoldLimit"/>. One timer for all of it. Nothing that it does late is
/// unsafe: decisions and streams look at the lease clock themselves.
/// </summary>
internal sealed partial class LeaseWatch(
    SnapshotState state,
    ILeaseClock clock,
    LeaseGate gate,
    OpenRequests requests,
    Readiness readiness,
    EdgeMetrics metrics,
    LeaseMetrics leaseMetrics,
    IOptions<EdgeOptions> options,
    TimeProvider time,
    ILogger<LeaseWatch> logger) : IHostedService, ISnapshotObserver, IDisposable
{
    /// <summary>How often it looks while no lease runs: so late, at most, is a held byte.</summary>
    public static readonly TimeSpan LapsedPeriod = TimeSpan.FromMilliseconds(20);

    /// <summary>Longest time between two looks: timers stand still while the machine sleeps, the lease does not.</summary>
    public static readonly TimeSpan LongestPeriod = TimeSpan.FromSeconds(1);

    private readonly long _holdLimit = options.Value.Lease.HoldLimit.Ticks * TimeSpan.NanosecondsPerTick;
    private readonly List<OpenRequest> _found = [];
    private readonly Lock _looking = new();
    private ITimer? _timer;
    private bool _runs;
    private bool _wanted;

    /// <summary>Since when no lease runs, by the lease clock; meaningless while one does.</summary>
    private long _lapsedAt = clock.Now;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(static watch => ((LeaseWatch)watch!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    /// <summary>
    /// A lease that was withdrawn may be replaced long before the one would have run out to which the timer is set: until then nobody
    /// would look, and what is held would wait.
    /// </summary>
    public void OnSwapped(LeaseView previous, LeaseView current, IReadOnlyList<Change>? changes)
    {
        if (changes is not null && current.Deadline != 0)
            return;
        Volatile.Write(ref _wanted, true);
        _timer?.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Tick()
    {
        var next = LapsedPeriod;
        lock (_looking)
        {
            Volatile.Write(ref _wanted, false);
            try
            {
                next = Look();
            }
            catch (Exception e)
            {
                Log.LeaseWatchFailed(logger, e);
            }
        }

        _timer?.Change(next, Timeout.InfiniteTimeSpan);

        // What was wanted meanwhile has just been put off.
        if (Volatile.Read(ref _wanted))
            _timer?.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Looks once; returns when to look again.</summary>
    private TimeSpan Look()
    {
        var instant = clock.Now;
        var view = state.View;
        var runs = view.IsRunningAt(instant);
        // The deadline tells also of a lease that began and ended between two looks, as when the process was paused.
        if (!runs && (_runs || view.Deadline > _lapsedAt))
        {
            _lapsedAt = view.Deadline > 0 ? view.Deadline : instant;
            leaseMetrics.Lapsed();
        }

        _runs = runs;
        readiness.Refresh();
        if (!runs)
        {
            if (instant - _lapsedAt >= _holdLimit)
                CutAll();
            return LapsedPeriod;
        }

        gate.Open();
        var remaining = TimeSpan.FromTicks((view.Deadline - instant) / TimeSpan.NanosecondsPerTick) + TimeSpan.FromMilliseconds(1);
        return remaining < LongestPeriod ? remaining : LongestPeriod;
    }

    private void CutAll()
    {
        requests.All(_found);
        var cut = RequestCuts.CutAll(_found, CutCause.Lease, out var failure);
        if (failure is not null)
            Log.LeaseWatchFailed(logger, failure);
        if (cut == 0)
            return;
        metrics.Cut(cut, CutCause.Lease);
        Log.HeldRequestsCut(logger, cut, options.Value.Lease.HoldLimit);
    }
}
