using System.Data.Common;
using System.Threading.Channels;
using EdgeGuard.Scim.Telemetry;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Scim.Storage;

/// <summary>
/// The one writer. Writes wait in two lanes; what has gathered in one while the last commit was on its way to the disk shares the next one
/// (group commit), each under its own savepoint and with its own log entry, so that they fail alone and cost one fsync together. The lanes
/// take turns, and an ordinary batch is short: so an urgent write waits for little more than one ordinary write, and ordinary ones always
/// go on.
/// A batch that fails fails its own writes, and the next one gets a new connection. Should the writer itself end, every write is refused
/// from there on (<see cref="HasFailed"/>), and the owner is told once (<c>failed</c>): nobody waits for a writer that is gone.
/// </summary>
internal sealed partial class CommitQueue(
    IDatabase database, EntryCodec codec, EnvironmentKeys keys, TimeProvider time, StorageMetrics metrics, CommitSignal signal, ILogger logger, Action failed)
    : IAsyncDisposable
{
    /// <summary>Writes that share one commit at most: bounds how long the first of them waits for the last.</summary>
    public const int MaxBatch = 64;

    /// <summary>After that much work no further ordinary write joins a batch: bounds how long an urgent one waits (SECURITY F13).</summary>
    public static readonly TimeSpan LongestBatch = TimeSpan.FromMilliseconds(20);

    private readonly Channel<PendingWrite> _urgent = NewLane();
    private readonly Channel<PendingWrite> _ordinary = NewLane();

    // Says only that there is work: one waiting is enough.
    private readonly Channel<bool> _wake =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    // The writer's own.
    private readonly List<PendingWrite> _batch = new(MaxBatch);
    private IDatabaseWriter? _writer;

    private Task _loop = Task.CompletedTask;
    private volatile bool _hasFailed;

    /// <summary>True once the writer has ended by itself: nothing can be written any more.</summary>
    public bool HasFailed => _hasFailed;

    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Runs <paramref name="work"/> in a transaction of its own and answers when it is durable.</summary>
    /// <exception cref="DbException">The commit failed; nothing of it is kept.</exception>
    /// <exception cref="ChannelClosedException">The writer has ended.</exception>
    public async Task<Written<T>> WriteAsync<T>(Func<DirectoryTransaction, T> work, WriteLane lane, CancellationToken cancellationToken)
    {
        var pending = new PendingWrite<T>(work, cancellationToken);
        await (lane == WriteLane.Urgent ? _urgent : _ordinary).Writer.WriteAsync(pending, cancellationToken);
        _wake.Writer.TryWrite(true);
        return await pending.Completion;
    }

    /// <summary>Finishes what was accepted, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _urgent.Writer.TryComplete();
        _ordinary.Writer.TryComplete();
        _wake.Writer.TryComplete();
        await _loop;
    }

    // Full means that the disk is far behind: callers wait their turn, which slows the providers down instead of filling memory.
    private static Channel<PendingWrite> NewLane() =>
        Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(1024) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private async Task RunAsync()
    {
        try
        {
            await CommitAllAsync();
        }
        catch (Exception e)
        {
            _hasFailed = true;
            foreach (var lane in new[] { _urgent, _ordinary })
            {
                lane.Writer.TryComplete(e);
                Gather(lane, int.MaxValue);
            }

            Refuse(e);
            failed();
            Log.WriterEnded(logger, e);
        }
    }

    private async Task CommitAllAsync()
    {
        try
        {
            for (var isOpen = true; isOpen;)
            {
                isOpen = await _wake.Reader.WaitToReadAsync();
                _wake.Reader.TryRead(out _);
                while (await CommitNextAsync(_urgent, MaxBatch) | await CommitNextAsync(_ordinary, atFirst: 1))
                {
                    // Both lanes, for as long as there is something in one of them.
                }
            }
        }
        finally
        {
            await CloseAsync();
        }
    }

    /// <returns>False when nothing waits in the lane.</returns>
    private async Task<bool> CommitNextAsync(Channel<PendingWrite> lane, int atFirst)
    {
        // Before the transaction begins: that of a tick has to begin after the tick came (FENCE section 2 step 2).
        Gather(lane, atFirst);
        if (_batch.Count == 0)
            return false;
        try
        {
            database.EnsureInPlace();
            _writer ??= database.OpenWriter();
            Commit(_writer, lane == _ordinary ? lane.Reader : null);
        }
        catch (Exception e)
        {
            // Whatever state it is in, the next batch does not begin with it.
            await CloseAsync();
            Refuse(e);
            Log.CommitFailed(logger, DatabaseFault.CodeOf(e), _batch.Count, e);
        }

        _batch.Clear();
        return true;
    }

    private void Gather(Channel<PendingWrite> lane, int limit)
    {
        for (; limit > 0 && lane.Reader.TryRead(out var write); limit--)
            _batch.Add(write);
    }

    private async Task CloseAsync()
    {
        if (_writer is { } writer)
        {
            _writer = null;
            await writer.DisposeAsync();
        }
    }

    /// <summary>Tells the callers that were not told before.</summary>
    private void Refuse(Exception e)
    {
        foreach (var write in _batch)
        {
            write.Fail(e);
            write.Complete();
        }
    }

    /// <param name="writer">The connection.</param>
    /// <param name="more">Whose writes join the batch while there is time; null for none.</param>
    private void Commit(IDatabaseWriter writer, ChannelReader<PendingWrite>? more)
    {
        var started = time.GetTimestamp();
        var entries = new List<CommittedEntry>(_batch.Count);
        using (var transaction = writer.Begin())
        {
            for (var next = 0; next < _batch.Count; next++)
            {
                if (Run(writer, transaction, _batch[next]) is { } entry)
                    entries.Add(entry);
                if (next + 1 == _batch.Count && more is not null && _batch.Count < MaxBatch && time.GetElapsedTime(started) < LongestBatch
                    && more.TryRead(out var another))
                    _batch.Add(another);
            }

            writer.Commit(transaction);
        }

        var took = time.GetElapsedTime(started);

        // Durable: nothing that follows can change what the callers are told.
        foreach (var write in _batch)
            write.Complete();
        if (entries.Count == 0)
            return;
        signal.Raise(entries);
        metrics.Committed(entries.Count, took);
    }

    private CommittedEntry? Run(IDatabaseWriter writer, DbTransaction transaction, PendingWrite write)
    {
        const string Savepoint = "one";
        if (write.IsCancelled)
            return null;

        CommittedEntry? entry = null;
        transaction.Save(Savepoint);
        try
        {
            var directory = new DirectoryTransaction(writer.Session(transaction), keys.Hasher, time.GetUtcNow());
            write.Run(directory);
            if (directory.IsAbandoned)
                transaction.Rollback(Savepoint);
            write.Head = directory.IsAbandoned ? directory.Read.Head() : directory.Complete(codec);
            write.RevealedVersion = directory.RevealedVersion;
            entry = directory.Entry;
        }
        catch (Exception e)
        {
            // One write's failure is its caller's to handle: the others of the batch go on.
            write.Fail(e);
            transaction.Rollback(Savepoint);
        }

        transaction.Release(Savepoint);
        return entry;
    }
}
