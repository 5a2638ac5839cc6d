using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;

namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>Knows where this edge stands with its lease. Thread-safe.</summary>
public sealed class LeaseMonitor(EdgeLease lease, ILeaseClock clock)
{
    private LastGrant? _last;
    private bool _hasRun;

    /// <summary>Where it stands now.</summary>
    public LeaseStatus Current
    {
        get
        {
            var now = clock.Now;
            var remaining = Remaining(now);
            if (remaining > TimeSpan.Zero)
                Volatile.Write(ref _hasRun, true);
            var last = Volatile.Read(ref _last);
            return new LeaseStatus(
                remaining, Volatile.Read(ref _hasRun), last is null ? null : TimeOf(Math.Max(0, now - last.At)), last?.Scim, last?.Head);
        }
    }

    internal void Note(Uri scim, in LeaseGrant grant) => Volatile.Write(ref _last, new LastGrant(scim, grant.Head, clock.Now));

    private TimeSpan Remaining(long now) => TimeOf(Math.Max(0, lease.View.Deadline - now));

    private static TimeSpan TimeOf(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);

    private sealed record LastGrant(Uri Scim, LogHead Head, long At);
}
