using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Internal.V1;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Publishing;
using Google.Protobuf;
using Grpc.Core;

namespace EdgeGuard.Scim.Leases.Streams;

/// <summary>Scim as the second data channel: what it gives is data and verifies itself, as what Redis gives. Thread-safe.</summary>
internal sealed class LogReads(DirectoryStore store, StateExport export, EdgeStreams streams) : IDisposable
{
    private const int BatchEntries = 256;
    private const int BatchBytes = 1024 * 1024;

    /// <summary>States that are read at once: each holds a read transaction open, and with it the database's log file, until its edge has taken it.</summary>
    private const int StatesAtOnce = 8;

    private static readonly TimeSpan LongestState = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _states = new(StatesAtOnce);

    /// <summary>Entries of an epoch after a version; none when the log holds another epoch or does not reach back that far.</summary>
    public async Task WriteEntriesAsync(ReadEntriesRequest request, IServerStreamWriter<EntryBatch> answers, EdgeCaller caller, CancellationToken cancellationToken)
    {
        if (!WireHashes.TryRead(request.Epoch, out var epoch) || request.AfterVersion is < 0 or > MessageLimits.MaxVersion)
            throw new RpcException(new Status(StatusCode.InvalidArgument, "An epoch of 16 bytes and a version are required."));

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, caller.Revoked, streams.Stopping);
        try
        {
            for (var after = request.AfterVersion; ;)
            {
                var entries = await ReadAsync(new Epoch(epoch), after, limit.Token);
                for (var index = 0; index < entries.Count;)
                {
                    var batch = TakeBatch(entries, index);
                    await answers.WriteAsync(batch, limit.Token);
                    index += batch.Messages.Count;
                }

                if (entries.Count < BatchEntries)
                    return;
                after = entries[^1].Version;
            }
        }
        catch (OperationCanceledException)
        {
            throw Ended(caller);
        }
    }

    /// <summary>The whole state, as of one read.</summary>
    public async Task WriteStateAsync(IServerStreamWriter<StatePart> answers, EdgeCaller caller, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, caller.Revoked, streams.Stopping);
        limit.CancelAfter(LongestState);
        try
        {
            await _states.WaitAsync(limit.Token);
            try
            {
                var manifest = await export.WriteAsync(
                    chunk => answers.WriteAsync(new StatePart { Chunk = UnsafeByteOperations.UnsafeWrap(chunk) }, limit.Token), limit.Token);
                await answers.WriteAsync(new StatePart { Manifest = UnsafeByteOperations.UnsafeWrap(manifest) }, limit.Token);
            }
            finally
            {
                _states.Release();
            }
        }
        catch (StateDamagedException)
        {
            // The publisher, which reads it too, tells the operator.
            throw new RpcException(new Status(StatusCode.DataLoss, "The rows of the database are not the state that its log describes."));
        }
        catch (OperationCanceledException)
        {
            throw Ended(caller);
        }
    }

    public void Dispose() => _states.Dispose();

    private async Task<IReadOnlyList<StoredEntry>> ReadAsync(Epoch epoch, long after, CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(
            read => read.Head().Epoch == epoch ? read.Log.Read(after, BatchEntries) : [], cancellationToken);

        // What the log begins with may be later than what follows: a gap is for the whole state to fill.
        return entries is [var first, ..] && first.Version == after + 1 ? entries : [];
    }

    private static EntryBatch TakeBatch(IReadOnlyList<StoredEntry> entries, int index)
    {
        var batch = new EntryBatch();
        for (var bytes = 0L; index < entries.Count; index++)
        {
            bytes += entries[index].Bytes.Length;
            if (bytes > BatchBytes && batch.Messages.Count > 0)
                break;
            batch.Messages.Add(UnsafeByteOperations.UnsafeWrap(entries[index].Bytes));
        }

        return batch;
    }

    private static RpcException Ended(EdgeCaller caller) => new(
        caller.Revoked.IsCancellationRequested
            ? new Status(StatusCode.Unauthenticated, "The edge's key is good no more.")
            : new Status(StatusCode.Unavailable, "The scim is stopping, or the reading took too long."));
}
