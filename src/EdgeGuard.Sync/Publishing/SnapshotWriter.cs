using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Redis;

namespace EdgeGuard.Sync.Publishing;

/// <summary>
/// Streams one consistent read of the database into Redis, chunk by chunk, manifest last. Holds one chunk in memory. What it wrote
/// becomes the snapshot only when its rows add up to the digest that the log claims: no edge would take it otherwise.
/// </summary>
internal sealed class SnapshotWriter(ILogSource source, RedisSnapshotStore store, DirectoryHasher hasher, MessageSeal seal, TimeProvider time)
{
    /// <summary>Longest chunk in bytes, except for a single larger row.</summary>
    public const int MaxChunkBytes = 512 * 1024;

    /// <summary>Rows of one chunk: rows without text take at most 48 bytes, so that most chunks need no second cut.</summary>
    private const int ChunkRows = 10_000;

    /// <summary>Writes a snapshot that replaces <paramref name="newest"/>.</summary>
    /// <returns>Null when another process writes one at this moment.</returns>
    /// <exception cref="StateDamagedException">The rows are not the state that the log describes; the newest snapshot stays.</exception>
    public async Task<SnapshotManifest?> WriteAsync(SnapshotManifest? newest, CancellationToken cancellationToken)
    {
        var id = Hash128.Read(RandomNumberGenerator.GetBytes(Hash128.Size));
        if (!await store.TryBeginAsync(id.ToString(), newest?.Id.ToString(), cancellationToken).ConfigureAwait(false))
            return null;

        SnapshotManifest? written = null;
        try
        {
            await source.ReadStateAsync(
                async (head, rows) => written = await WriteRowsAsync(id, head, rows, cancellationToken).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Also when this process is being stopped: its successor writes at once.
            if (written is null)
                await store.AbandonAsync(id.ToString(), CancellationToken.None).ConfigureAwait(false);
        }

        return written;
    }

    private async Task<SnapshotManifest?> WriteRowsAsync(
        Hash128 id, LogHead head, IAsyncEnumerable<Change> rows, CancellationToken cancellationToken)
    {
        var hashes = new List<byte[]>();
        var pending = new List<Change>(ChunkRows);
        var digest = default(Hash128);
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            pending.Add(row);
            digest += RowDigest.Of(hasher, row);
            if (pending.Count < ChunkRows)
                continue;
            if (!await PutAsync(id, pending, hashes, cancellationToken).ConfigureAwait(false))
                return null;
            pending.Clear();
        }

        if (pending.Count > 0 && !await PutAsync(id, pending, hashes, cancellationToken).ConfigureAwait(false))
            return null;

        if (digest != head.Digest)
            throw new StateDamagedException(head.Version);
        var manifest = new SnapshotManifest(
            head.Epoch, head.Version, head.Digest, time.GetUtcNow().ToUnixTimeMilliseconds(), id, [.. hashes]);
        return await store.TryCommitAsync(id.ToString(), manifest.Encode(seal), cancellationToken).ConfigureAwait(false) ? manifest : null;
    }

    private async Task<bool> PutAsync(Hash128 id, List<Change> rows, List<byte[]> hashes, CancellationToken cancellationToken)
    {
        foreach (var chunk in Cut(rows))
        {
            if (!await store.TryPutChunkAsync(id.ToString(), hashes.Count, chunk, cancellationToken).ConfigureAwait(false))
                return false;
            hashes.Add(SHA256.HashData(chunk));
        }

        return true;
    }

    /// <summary>The rows as chunks within the limit: halves what is too long.</summary>
    private static ImmutableArray<byte[]> Cut(List<Change> rows)
    {
        var chunks = ImmutableArray.CreateBuilder<byte[]>();
        Add(CollectionsMarshal.AsSpan(rows));
        return chunks.ToImmutable();

        void Add(ReadOnlySpan<Change> part)
        {
            var bytes = SnapshotChunk.Encode(part);
            if (bytes.Length <= MaxChunkBytes || part.Length == 1)
            {
                chunks.Add(bytes);
                return;
            }

            Add(part[..(part.Length / 2)]);
            Add(part[(part.Length / 2)..]);
        }
    }
}
