using System.Security.Cryptography;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Publishing;

/// <summary>
/// Cuts a state into the chunks of a snapshot and makes the manifest that proves them, wherever they go. Holds one chunk in memory.
/// Thread-safe.
/// </summary>
internal sealed class StateCutter(DirectoryHasher hasher, TimeProvider time)
{
    /// <summary>Gives each chunk to <paramref name="put"/>, with its index.</summary>
    /// <returns>The manifest; null when <paramref name="put"/> refused a chunk.</returns>
    /// <exception cref="StateDamagedException">The rows are not the state that the log describes.</exception>
    public async Task<SnapshotManifest?> CutAsync(
        Hash128 id, LogHead head, IAsyncEnumerable<Change> rows, Func<int, byte[], Task<bool>> put, CancellationToken cancellationToken)
    {
        var hashes = new List<byte[]>();
        var pending = new List<Change>(SnapshotChunk.Rows);
        var digest = default(Hash128);
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            pending.Add(row);
            digest += RowDigest.Of(hasher, row);
            if (pending.Count < SnapshotChunk.Rows)
                continue;
            if (!await PutAsync(pending, hashes, put).ConfigureAwait(false))
                return null;
            pending.Clear();
        }

        if (pending.Count > 0 && !await PutAsync(pending, hashes, put).ConfigureAwait(false))
            return null;

        if (digest != head.Digest)
            throw new StateDamagedException(head.Version);
        return new SnapshotManifest(head.Epoch, head.Version, head.Digest, time.GetUtcNow().ToUnixTimeMilliseconds(), id, [.. hashes]);
    }

    private static async Task<bool> PutAsync(List<Change> rows, List<byte[]> hashes, Func<int, byte[], Task<bool>> put)
    {
        foreach (var chunk in SnapshotChunk.EncodeAll(rows))
        {
            if (!await put(hashes.Count, chunk).ConfigureAwait(false))
                return false;
            hashes.Add(SHA256.HashData(chunk));
        }

        return true;
    }
}
