using System.Security.Cryptography;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Internal.V1;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;

namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>
/// The log as the scim has it that is asked at present: the second data channel, for when Redis is silent, flushed or unreachable. Only
/// data: it verifies itself as what Redis holds does. Thread-safe.
/// </summary>
internal sealed class ScimFeed(ScimList scims, EnvironmentKeys keys, TimeProvider time) : ILogFeed
{
    /// <summary>Most bytes of entries of one answer, but for the last entry; the follower asks for more.</summary>
    private const int MaxEntryBytes = 32 * 1024 * 1024;

    /// <summary>Most bytes of one state: twice that of ten million users with four aliases and four groups each.</summary>
    private const long MaxStateBytes = 4L * 1024 * 1024 * 1024;

    /// <summary>How long a scim may say nothing before it is given up.</summary>
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(10);

    private readonly MessageSeal _seal = new(keys);

    /// <inheritdoc/>
    public string Name => "scim";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEntriesAsync(Epoch epoch, long afterVersion, CancellationToken cancellationToken)
    {
        var entries = new List<ReadOnlyMemory<byte>>();
        if (scims.All.Count == 0)
            return entries;

        var scim = scims.All[scims.Current];
        var request = new ReadEntriesRequest { Epoch = LeaseWire.ToWire(epoch.Value), AfterVersion = afterVersion };
        using var stall = new StallGuard(StallTimeout, time, cancellationToken);
        using var call = scim.Data.ReadEntries(request, scim.Metadata, cancellationToken: stall.Token);
        var bytes = 0;
        while (bytes < MaxEntryBytes && await stall.MoveNextAsync(call.ResponseStream).ConfigureAwait(false))
        {
            foreach (var message in call.ResponseStream.Current.Messages)
            {
                entries.Add(message.Memory);
                bytes += message.Length;
            }
        }

        return entries;
    }

    /// <inheritdoc/>
    public async Task<FedState> ReadStateAsync(Epoch? current, long afterVersion, CancellationToken cancellationToken)
    {
        if (scims.All.Count == 0)
            return default;

        var scim = scims.All[scims.Current];
        using var stall = new StallGuard(StallTimeout, time, cancellationToken);
        using var call = scim.Data.ReadState(new ReadStateRequest(), scim.Metadata, cancellationToken: stall.Token);
        var assembly = new SnapshotAssembly(keys.Hasher);
        var hashes = new List<byte[]>();
        var bytes = 0L;
        while (await stall.MoveNextAsync(call.ResponseStream).ConfigureAwait(false))
        {
            var part = call.ResponseStream.Current;
            if (part.PartCase == StatePart.PartOneofCase.Manifest)
                return Finish(assembly, hashes, part.Manifest.Memory, current, afterVersion);

            bytes += part.Chunk.Length;
            if (bytes > MaxStateBytes)
                return Refused(RefusalCause.Oversized);

            // What the chunks are worth is known at the end; until then they are read as bytes that anyone may have written.
            hashes.Add(SHA256.HashData(part.Chunk.Span));
            var cause = assembly.Add(part.Chunk.Memory);
            if (cause != RefusalCause.None)
                return Refused(cause);
        }

        return Refused(RefusalCause.ChunkDamaged);
    }

    private FedState Finish(SnapshotAssembly assembly, List<byte[]> hashes, ReadOnlyMemory<byte> message, Epoch? current, long afterVersion)
    {
        var fault = SnapshotManifest.Decode(_seal, message, out var manifest);
        if (fault != MessageFault.None)
            return Refused((RefusalCause)fault);
        if (manifest!.ChunkHashes.Length != hashes.Count || !manifest.ChunkHashes.Zip(hashes).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second)))
            return Refused(RefusalCause.ChunkDamaged);
        if (manifest.Epoch == current && manifest.Version <= afterVersion)
            return default;

        var (snapshot, cause) = assembly.Finish(new LogHead(manifest.Epoch, manifest.Version, manifest.Digest));
        return snapshot is null ? Refused(cause) : new FedState(snapshot, message, RefusalCause.None);
    }

    private static FedState Refused(RefusalCause cause) => new(Snapshot: null, Manifest: default, cause);
}
