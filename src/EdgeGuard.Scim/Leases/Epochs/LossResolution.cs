using System.Collections.Concurrent;
using EdgeGuard.Internal.V1;
using EdgeGuard.Scim.Leases.Streams;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Scim.Telemetry;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Scim.Leases.Epochs;

/// <summary>
/// Settles a suspicion that the database lost history (FENCE section 2 step 3), during which nothing is granted: asks the witness for the
/// message by which it has what it claims; starts a new epoch when the message is authentic, or when this scim itself is the witness;
/// otherwise takes the edge's word no more.
/// </summary>
internal sealed partial class LossResolution(
    LeaseAuthority authority, DirectoryStore store, EdgeStreams streams, WitnessReader reader, LeaseAlarms alarms, LeaseTime time, TermsInForce terms,
    LeaseMetrics metrics, ILogger<LossResolution> logger)
    : BackgroundService
{
    private readonly ConcurrentDictionary<LostHistory, LogHead?> _shown = new();

    private LostHistory? _loss;
    private LinkId _asked;
    private long _giveUpAt;
    private bool _failing;

    /// <summary>What a witness has to show: an authentic message, or nothing.</summary>
    public void Receive(Incarnation edge, LogHead claimed, ReadOnlyMemory<byte> message)
    {
        // Nobody has asked.
        if (authority.Loss is not { } loss || loss.Witness != edge || loss.Seen != claimed)
            return;
        _shown[loss] = reader.Read(message);
        alarms.Loss.Ring();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await alarms.Loss.WaitAsync(_loss is null ? long.MaxValue : Next(), stoppingToken);
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    /// <summary>While it is open, a witness may come back on another stream.</summary>
    private long Next() => Math.Min(_giveUpAt, time.Now + (terms.Length / 20));

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (authority.Loss is not { } loss)
        {
            Forget();
            return;
        }

        if (loss != _loss)
        {
            Forget();
            _loss = loss;
            _giveUpAt = time.Now + (terms.Length / 2);
            metrics.LossSuspected();
            Log.Suspected(logger, loss.Seen.Version, loss.Head.Version, loss.Witness is null ? "this scim" : "an edge");
        }

        var hasAnswered = _shown.TryGetValue(loss, out var shown);
        if (loss.Witness is not { } witness || shown == loss.Seen)
            await StartEpochAsync(loss, cancellationToken);
        else if (hasAnswered || time.Now >= _giveUpAt)
            Dismiss(loss);
        else
            Ask(witness, loss.Seen);
    }

    private void Ask(Incarnation witness, LogHead seen)
    {
        if (streams.Find(witness) is not { } stream || stream.Link == _asked)
            return;
        _asked = stream.Link;
        stream.Send(new ScimMessage { WitnessWanted = new WitnessWanted { Applied = WirePositions.Write(seen) } });
    }

    private void Dismiss(LostHistory loss)
    {
        authority.DismissLoss(loss);
        Log.Dismissed(logger, loss.Seen.Version);
        Forget();
    }

    private async Task StartEpochAsync(LostHistory loss, CancellationToken cancellationToken)
    {
        try
        {
            var written = await store.WriteUrgentlyAsync(
                transaction => transaction.Read.Head() is var head && head.Epoch == loss.Head.Epoch // Another scim may have started one.
                    ? transaction.Leases.StartEpoch(head, loss.Seen.Version)
                    : null,
                cancellationToken);
            if (written.Value is { } next)
                Log.Started(logger, next.Epoch.ToString(), next.Version);

            // The next tick reads it, whoever started it, and ends the suspicion.
            alarms.Tick.Ring();
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_failing)
                Log.NotStarted(logger, e.Message);
            _failing = true;
        }
    }

    private void Forget()
    {
        _loss = null;
        _asked = default;
        _failing = false;
        _shown.Clear();
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.HistoryMissing, LogLevel.Error, "The database lacks version {Seen}, which {Witness} has seen; its log ends at {Head}. No lease is granted until this is settled.")]
        public static partial void Suspected(ILogger logger, long seen, long head, string witness);

        [LoggerMessage(EventIds.EpochStarted, LogLevel.Error, "The database has lost acknowledged writes (a backup was put back, or a failover lost commits). A new epoch, {Epoch}, begins at version {Version}: the edges load the state as it is now.")]
        public static partial void Started(ILogger logger, string epoch, long version);

        [LoggerMessage(EventIds.EpochNotStarted, LogLevel.Error, "The new epoch could not be started: {Reason} Retrying.")]
        public static partial void NotStarted(ILogger logger, string reason);

        [LoggerMessage(EventIds.WitnessDismissed, LogLevel.Error, "The edge that claims version {Seen} could not show it: it is granted nothing any more. The others are again.")]
        public static partial void Dismissed(ILogger logger, long seen);
    }
}
