using EdgeGuard.Scim.Leases.Streams;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Scim.Leases;

/// <summary>
/// Each L/4: does what has waited long enough (FENCE section 2 step 10), and ends the calls of keys that are gone, whichever process
/// deleted them.
/// </summary>
internal sealed partial class LeaseSweep(
    LeaseAuthority authority, LeaseStore leases, DirectoryStore store, ScimWatch watch, EdgeCallers callers, Fleet fleet, LeaseTime time,
    TermsInForce terms, ILogger<LeaseSweep> logger)
    : BackgroundService
{
    private bool _failing;
    private int _rows;

    /// <summary>Rows of scims, as last read.</summary>
    public int Rows => Volatile.Read(ref _rows);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var alarm = new LeaseAlarm(time);
        try
        {
            while (true)
            {
                await alarm.WaitAsync(time.Now + (terms.Length / 4), stoppingToken);
                await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var reading = await leases.ReadScimsAsync(cancellationToken);
            Volatile.Write(ref _rows, reading.Rows.Count);
            foreach (var step in watch.Observe(reading, authority.Incarnation))
            {
                await leases.SweepAsync(step, cancellationToken);
                Log.Swept(logger, step);
            }

            callers.RevokeAllBut(await store.ReadAsync(read => read.Edges.KeyIds(), cancellationToken));
            fleet.Remember();
            _failing = false;
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_failing)
                Log.Failed(logger, e.Message);
            _failing = true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.Swept, LogLevel.Information, "Waited for W and done: {Step}.")]
        public static partial void Swept(ILogger logger, SweepStep step);

        [LoggerMessage(EventIds.SweepFailed, LogLevel.Warning, "What waits for W could not be looked at: {Reason}. Fences may take their full time. Retrying.")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
