using System.Security.Cryptography;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Redis;

namespace EdgeGuard.Sync.Publishing;

/// <summary>
/// Streams one consistent read of the database into Redis, chunk by chunk, manifest last. What it wrote becomes the snapshot only when
/// its rows add up to the digest that the log claims: no edge would take it otherwise.
/// </summary>
internal sealed class SnapshotWriter(ILogSource source, RedisSnapshotStore store, StateCutter cutter, MessageSeal seal)
{
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
        var manifest = await cutter.CutAsync(
            id, head, rows, (index, chunk) => store.TryPutChunkAsync(id.ToString(), index, chunk, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return manifest is not null && await store.TryCommitAsync(id.ToString(), manifest.Encode(seal), cancellationToken).ConfigureAwait(false)
            ? manifest
            : null;
    }
}
