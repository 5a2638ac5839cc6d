using System.Security.Cryptography;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following.Listening;
using EdgeGuard.Sync.Redis;
using StackExchange.Redis;

namespace EdgeGuard.Sync.Following.Fetching;

/// <summary>
/// What Redis holds of the log: the tail, and the newest snapshot, which is verified by its manifest's code, the hash of each chunk and
/// the digest of the whole. Its head is a hint only. A time-out condemns the link. One reading at a time.
/// </summary>
internal sealed class RedisFeed(RedisLog log, RedisSnapshotStore store, EnvironmentKeys keys, RedisReach reach) : ILogFeed
{
    /// <summary>A newer snapshot may replace the one that is being read, and its chunks go: then the newer one is read.</summary>
    private const int Attempts = 3;

    private readonly MessageSeal _seal = new(keys);
    private readonly BatchSize _size = new();

    /// <inheritdoc/>
    public string Name => RedisReach.Name;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEntriesAsync(Epoch epoch, long afterVersion, CancellationToken cancellationToken)
    {
        // Both at once, the head first: it is small, and comes also over a link that does not bring the rest in time.
        var readingHead = WatchAsync(log.ReadHeadAsync(cancellationToken), cancellationToken);
        var readingTail = WatchAsync(log.ReadTailWithVersionsAsync(afterVersion, _size.Current, cancellationToken), cancellationToken);
        var head = RedisHead.None;
        try
        {
            head = await readingHead.ConfigureAwait(false);
            var tail = await readingTail.ConfigureAwait(false);
            _size.InTime();
            return head.Epoch == epoch ? Following(tail, afterVersion) : [];
        }
        catch (TimeoutException)
        {
            _size.TimedOut(head.Version - afterVersion);
            throw;
        }
        finally
        {
            await ((Task)readingTail).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public async Task<FedState> ReadStateAsync(Epoch? current, long afterVersion, CancellationToken cancellationToken)
    {
        var cause = RefusalCause.None;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var bytes = await WatchAsync(store.ReadManifestAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            if (bytes is null)
                return default;
            var fault = SnapshotManifest.Decode(_seal, bytes, out var manifest);
            if (fault != MessageFault.None)
                return new FedState(Snapshot: null, default, (RefusalCause)fault);
            if (manifest!.Epoch == current && manifest.Version <= afterVersion) // Not null: there is no fault.
                return default;

            (var snapshot, cause) = await BuildAsync(manifest, cancellationToken).ConfigureAwait(false);
            if (snapshot is not null)
                return new FedState(snapshot, bytes, RefusalCause.None);
        }

        return new FedState(Snapshot: null, default, cause);
    }

    /// <summary>The entries that follow the version without a gap; the tail may begin later, when it was trimmed.</summary>
    private static List<ReadOnlyMemory<byte>> Following(SortedSetEntry[] tail, long version)
    {
        var entries = new List<ReadOnlyMemory<byte>>(tail.Length);
        foreach (var entry in tail)
        {
            // Exact: a version is at most 2^53.
            if ((long)entry.Score != ++version)
                break;
            entries.Add((byte[]?)entry.Element);
        }

        return entries;
    }

    private async Task<(Snapshot? Snapshot, RefusalCause Cause)> BuildAsync(SnapshotManifest manifest, CancellationToken cancellationToken)
    {
        var assembly = new SnapshotAssembly(keys.Hasher);
        for (var index = 0; index < manifest.ChunkHashes.Length; index++)
        {
            var chunk = await WatchAsync(store.ReadChunkAsync(manifest.Id.ToString(), index, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            if (chunk is null || !SHA256.HashData(chunk).AsSpan().SequenceEqual(manifest.ChunkHashes[index]))
                return (null, RefusalCause.ChunkDamaged);
            var cause = assembly.Add(chunk);
            if (cause != RefusalCause.None)
                return (null, cause);
        }

        return assembly.Finish(new LogHead(manifest.Epoch, manifest.Version, manifest.Digest));
    }

    /// <summary>Lets a command be given up, which the client does not, and tells of time-outs.</summary>
    private async Task<T> WatchAsync<T>(Task<T> command, CancellationToken cancellationToken)
    {
        try
        {
            return await command.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            reach.Condemn(e);
            throw;
        }
    }
}
