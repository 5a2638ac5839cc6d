using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Leases.Fencing;
using EdgeGuard.Scim.Leases.Streams;
using EdgeGuard.Scim.Telemetry;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Scim.Leases;

/// <summary>
/// The ticks (FENCE section 2 steps 2 and 3): at once when Asks come after a pause, at most one each L/40, and one each L/5 that keeps the
/// row alive. Grants go out after the commit. Runs from when the host listens until it stops.
/// </summary>
internal sealed partial class LeaseTicks(
    LeaseAuthority authority,
    LeaseStore store,
    LeaseAddress address,
    LeaseTime time,
    LeaseAlarms alarms,
    EdgeStreams streams,
    FenceWaits waits,
    LeaseFencing fencing,
    TermsInForce terms,
    LeaseMetrics metrics,
    ILogger<LeaseTicks> logger)
    : BackgroundService
{
    private const int TicksPerLength = 40;
    private const int KeepAlivesPerLength = 5;

    private Epoch? _epoch;
    private bool _failing;
    private long _completedAt = time.Now;

    /// <summary>When the last tick was completed, on the lease clock; when the process started before the first.</summary>
    public long CompletedAt => Volatile.Read(ref _completedAt);

    /// <summary>Stops ticking, then leaves: the row of a process none of whose leases can run delays nobody.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        var scim = authority.Incarnation;
        if (!authority.Retire())
            return;
        try
        {
            await store.DeleteAsync(scim, cancellationToken);
        }
        catch (Exception e)
        {
            // The others, or the next life of this one, drop the row in time.
            Log.RowLeft(logger, e.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await address.WhenListeningAsync(stoppingToken);
            while (true)
            {
                var next = await RoundAsync(stoppingToken);
                await alarms.Tick.WaitAsync(next, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    /// <returns>When the next one is due without an Ask.</returns>
    private async Task<long> RoundAsync(CancellationToken cancellationToken)
    {
        var began = time.Now;
        if (authority.BeginTick() is not { } tick)
            return began + (terms.Length / TicksPerLength);

        streams.NextRound();
        try
        {
            using var limit = LeaseTime.Limit(terms.Length, cancellationToken);
            var reading = await store.TickAsync(tick, limit.Token).WaitAsync(limit.Token);
            if (reading is null)
            {
                await InsertAsync(authority.RowMissing(tick), limit.Token);
                return began; // The tick that answers the same Asks.
            }

            Complete(tick, reading, began);
            return began + (terms.Length / KeepAlivesPerLength);
        }
        catch (Exception e)
        {
            // Without effect on a tick that has ended.
            authority.Abandon(tick);
            cancellationToken.ThrowIfCancellationRequested();
            metrics.TickFailed();
            if (!_failing)
                Log.TicksFail(logger, e is OperationCanceledException ? "the database does not answer" : e.Message);
            _failing = true;
            return began + (terms.Length / KeepAlivesPerLength);
        }
    }

    private async Task InsertAsync(Incarnation scim, CancellationToken cancellationToken)
    {
        try
        {
            await store.InsertAsync(scim, address.Url, cancellationToken).WaitAsync(cancellationToken);
        }
        catch
        {
            authority.RowFailed();
            throw;
        }
    }

    private void Complete(LeaseTick tick, TickReading reading, long began)
    {
        streams.Send(authority.Complete(tick, reading));
        Volatile.Write(ref _completedAt, time.Now);
        metrics.Ticked(LeaseTime.ToSpan(time.Now - began));
        terms.See(reading.Terms);
        if (_failing)
            Log.TicksResumed(logger);
        _failing = false;

        // It may have counted reports that no digest was known for before.
        authority.Advance();
        waits.RingAll();
        if (authority.Loss is not null)
            alarms.Loss.Ring();
        if (_epoch == reading.Head.Epoch)
            return;

        // Old versions are covered by one fence of where the log ends, so that no answer has to wait for them.
        _epoch = reading.Head.Epoch;
        fencing.Begin(reading.Head);
    }
}
