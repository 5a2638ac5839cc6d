using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Redis;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Publishing;

/// <summary>
/// Keeps a recent whole snapshot in Redis: writes one when there is none, when the newest is damaged or of another epoch, and when
/// enough changes or time have passed since. Runs beside the appends, which never wait for it. Its work is one loop.
/// </summary>
internal sealed partial class SnapshotPublisher(
    ILogSource source, RedisSnapshotStore store, RedisLog log, SnapshotWriter writer, MessageSeal seal, PublisherOptions options,
    PublisherMetrics metrics, TimeProvider time, Random random, ILogger<SnapshotPublisher> logger)
{
    private readonly Backoff _backoff = new(time, random);
    private readonly WakeSignal _wake = new();
    private bool _failing;
    private bool _damaged;

    /// <summary>Asks for a look now: Redis has lost what it had.</summary>
    public void Wake() => _wake.Set();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = time.CreateTimer(_ => Wake(), state: null, options.BeatEvery, options.BeatEvery);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await WriteIfDueAsync(cancellationToken).ConfigureAwait(false);
                _failing = false;
                _damaged = false;
                _backoff.Reset();
                await _wake.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Failed(e);
                await _backoff.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Failed(Exception e)
    {
        if (e is StateDamagedException damaged)
        {
            metrics.SnapshotRefused();
            if (!_damaged)
                Log.StateDamaged(logger, damaged.Version);
            _damaged = true;
            return;
        }

        if (!_failing)
            Log.Failed(logger, e.Message);
        _failing = true;
    }

    private async Task WriteIfDueAsync(CancellationToken cancellationToken)
    {
        var newest = await ReadNewestAsync(cancellationToken).ConfigureAwait(false);
        var head = await source.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        if (!IsDue(newest, head))
            return;

        var started = time.GetTimestamp();
        var written = await writer.WriteAsync(newest, cancellationToken).ConfigureAwait(false);
        if (written is null)
            return;

        var took = time.GetElapsedTime(started);
        metrics.SnapshotWritten(took);
        Log.Written(logger, written.Version, written.ChunkHashes.Length, took.TotalMilliseconds);

        // Whoever waits for a first snapshot looks at once.
        await log.PublishAsync(new Beat(written.Epoch, written.Version).Encode(seal), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The newest snapshot, if it is authentic and all its chunks are there.</summary>
    private async Task<SnapshotManifest?> ReadNewestAsync(CancellationToken cancellationToken)
    {
        var bytes = await store.ReadManifestAsync(cancellationToken).ConfigureAwait(false);
        if (bytes is null || SnapshotManifest.Decode(seal, bytes, out var manifest) != MessageFault.None)
            return null;
        var present = await store.CountChunksAsync(manifest!.Id.ToString(), manifest.ChunkHashes.Length, cancellationToken).ConfigureAwait(false);
        return present == manifest.ChunkHashes.Length ? manifest : null;
    }

    private bool IsDue(SnapshotManifest? newest, LogHead head)
    {
        if (newest is null || newest.Epoch != head.Epoch || newest.Version > head.Version)
            return true;
        var entries = head.Version - newest.Version;
        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(newest.CreatedAt);
        return entries >= options.SnapshotEveryEntries || (entries > 0 && age >= options.SnapshotEvery);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.SnapshotWritten, LogLevel.Information, "Wrote the snapshot of version {Version} to Redis: {Chunks} chunks in {Milliseconds:F0} ms.", EventName = "SnapshotWritten")]
        public static partial void Written(ILogger logger, long version, int chunks, double milliseconds);

        [LoggerMessage(EventIds.StateDamaged, LogLevel.Error, "No snapshot is written: the rows of the database are not the state of version {Version}. The last snapshot stays.", EventName = "StateDamaged")]
        public static partial void StateDamaged(ILogger logger, long version);

        [LoggerMessage(EventIds.SnapshotWritingFailed, LogLevel.Warning, "No snapshot could be written to Redis: {Reason}. Retrying.", EventName = "SnapshotWritingFailed")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
