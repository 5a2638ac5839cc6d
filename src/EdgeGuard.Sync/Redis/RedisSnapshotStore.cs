using StackExchange.Redis;

namespace EdgeGuard.Sync.Redis;

/// <summary>
/// Snapshots as Redis holds them. One writer at a time: whoever holds the lock, which every chunk and the manifest check and which
/// runs out when its holder dies; what a dead writer left is removed by the next. Readers need no lock: the manifest is written last
/// and chunks are never overwritten. Thread-safe.
/// </summary>
internal sealed class RedisSnapshotStore(RedisLink link)
{
    private const int RemoveBatch = 64;
    private static readonly TimeSpan LockTime = TimeSpan.FromSeconds(10);

    public async Task<byte[]?> ReadManifestAsync(CancellationToken cancellationToken)
    {
        var database = await DatabaseAsync(cancellationToken).ConfigureAwait(false);
        return await database.StringGetAsync(link.Names.Manifest).ConfigureAwait(false);
    }

    public async Task<byte[]?> ReadChunkAsync(string id, int index, CancellationToken cancellationToken)
    {
        var database = await DatabaseAsync(cancellationToken).ConfigureAwait(false);
        return await database.StringGetAsync(link.Names.Chunk(id, index)).ConfigureAwait(false);
    }

    /// <summary>How many of a snapshot's chunks are there.</summary>
    public async Task<long> CountChunksAsync(string id, int count, CancellationToken cancellationToken)
    {
        // An empty state has none, and the server refuses to look for nothing.
        if (count == 0)
            return 0;
        var database = await DatabaseAsync(cancellationToken).ConfigureAwait(false);
        return await database.KeyExistsAsync(Enumerable.Range(0, count).Select(i => link.Names.Chunk(id, i)).ToArray()).ConfigureAwait(false);
    }

    /// <summary>Takes the lock for snapshot <paramref name="id"/> and removes all chunks but those of <paramref name="keep"/>.</summary>
    /// <returns>False when another writer is at work.</returns>
    public async Task<bool> TryBeginAsync(string id, string? keep, CancellationToken cancellationToken)
    {
        var database = await DatabaseAsync(cancellationToken).ConfigureAwait(false);
        if (!await database.StringSetAsync(link.Names.WriterLock, id, LockTime, When.NotExists).ConfigureAwait(false))
            return false;

        await database.SetAddAsync(link.Names.Writers, id).ConfigureAwait(false);
        await RemoveAllButAsync(database, id, keep).ConfigureAwait(false);
        return true;
    }

    /// <summary>Stores one chunk.</summary>
    /// <returns>False when the lock is lost: the snapshot must be given up.</returns>
    public async Task<bool> TryPutChunkAsync(string id, int index, byte[] bytes, CancellationToken cancellationToken)
    {
        var database = await DatabaseAsync(cancellationToken).ConfigureAwait(false);
        return (bool)await database.ScriptEvaluateAsync(
            RedisScripts.PutChunk, [link.Names.WriterLock, link.Names.Chunk(id, index)], [id, bytes, (long)LockTime.TotalMilliseconds])
            .ConfigureAwait(false);
    }

    /// <summary>Makes the snapshot the newest, then removes the chunks of older ones.</summary>
    /// <returns>False when the lock is lost: the snapshot must be given up.</returns>
    public async Task<bool> TryCommitAsync(string id, byte[] manifest, CancellationToken cancellationToken)
    {
        var database = await DatabaseAsync(cancellationToken).ConfigureAwait(false);
        if (!(bool)await database.ScriptEvaluateAsync(
            RedisScripts.CommitSnapshot, [link.Names.WriterLock, link.Names.Manifest], [id, manifest]).ConfigureAwait(false))
            return false;

        await RemoveAllButAsync(database, id, keep: null).ConfigureAwait(false);
        return true;
    }

    /// <summary>Gives a snapshot up, so that the next writer need not wait for the lock to run out.</summary>
    public async Task AbandonAsync(string id, CancellationToken cancellationToken)
    {
        var database = await DatabaseAsync(cancellationToken).ConfigureAwait(false);
        await database.ScriptEvaluateAsync(RedisScripts.ReleaseLock, [link.Names.WriterLock], [id]).ConfigureAwait(false);
    }

    private async Task RemoveAllButAsync(IDatabase database, string id, string? keep)
    {
        foreach (var member in await database.SetMembersAsync(link.Names.Writers).ConfigureAwait(false))
        {
            if ((string?)member is not { } other || other == id || other == keep)
                continue;

            // Chunks are written in order, so the first batch that is not whole is the last.
            var index = 0;
            long removed;
            do
            {
                var keys = Enumerable.Range(index, RemoveBatch).Select(i => link.Names.Chunk(other, i)).ToArray();
                removed = await database.KeyDeleteAsync(keys).ConfigureAwait(false);
                index += RemoveBatch;
            }
            while (removed == RemoveBatch);
            await database.SetRemoveAsync(link.Names.Writers, member).ConfigureAwait(false);
        }
    }

    private async ValueTask<IDatabase> DatabaseAsync(CancellationToken cancellationToken) =>
        (await link.GetAsync(cancellationToken).ConfigureAwait(false)).GetDatabase();
}
