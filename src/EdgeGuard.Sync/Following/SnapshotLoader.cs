using System.Security.Cryptography;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Redis;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// Loads the newest snapshot from Redis and verifies it: the manifest by its code, each chunk by its hash, the whole by the digest.
/// Holds one chunk beside the state that it builds. Thread-safe.
/// </summary>
internal sealed class SnapshotLoader(RedisSnapshotStore store, EnvironmentKeys keys)
{
    /// <summary>A newer snapshot may replace the one that is being read, and its chunks go: then the newer one is read.</summary>
    private const int Attempts = 3;

    private readonly MessageSeal _seal = new(keys);

    /// <summary>Loads the newest snapshot if it is of <paramref name="epoch"/> and later than <paramref name="afterVersion"/>.</summary>
    /// <returns>No snapshot and no cause when there is none of that kind.</returns>
    public async Task<(Snapshot? Snapshot, RefusalCause Cause)> LoadAsync(Epoch epoch, long afterVersion, CancellationToken cancellationToken)
    {
        var cause = RefusalCause.None;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var bytes = await store.ReadManifestAsync(cancellationToken).ConfigureAwait(false);
            if (bytes is null)
                return (null, RefusalCause.None);
            var fault = SnapshotManifest.Decode(_seal, bytes, out var manifest);
            if (fault != MessageFault.None)
                return (null, (RefusalCause)fault);
            if (manifest!.Epoch != epoch || manifest.Version <= afterVersion)
                return (null, RefusalCause.None);

            (var snapshot, cause) = await BuildAsync(manifest, cancellationToken).ConfigureAwait(false);
            if (snapshot is not null)
                return (snapshot, RefusalCause.None);
        }

        return (null, cause);
    }

    private async Task<(Snapshot? Snapshot, RefusalCause Cause)> BuildAsync(SnapshotManifest manifest, CancellationToken cancellationToken)
    {
        var assembly = new SnapshotAssembly(keys.Hasher);
        for (var index = 0; index < manifest.ChunkHashes.Length; index++)
        {
            var chunk = await store.ReadChunkAsync(manifest.Id.ToString(), index, cancellationToken).ConfigureAwait(false);
            if (chunk is null || !SHA256.HashData(chunk).AsSpan().SequenceEqual(manifest.ChunkHashes[index]))
                return (null, RefusalCause.ChunkDamaged);
            var cause = assembly.Add(chunk);
            if (cause != RefusalCause.None)
                return (null, cause);
        }

        return assembly.Finish(new LogHead(manifest.Epoch, manifest.Version, manifest.Digest));
    }
}
