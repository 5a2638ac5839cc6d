using System.Threading.Channels;
using EdgeGuard.Scim.Telemetry;
using EdgeGuard.Sync.Contracts;
using Microsoft.Data.Sqlite;

namespace EdgeGuard.Scim.Storage;

/// <summary>
/// The one writer. Writes wait in a queue; what has gathered while the last commit was on its way to the disk shares the next one
/// (group commit), each under its own savepoint and with its own log entry, so that they fail alone and cost one fsync together.
/// A batch that fails fails its own writes, and the next one gets a new connection. Should the writer itself end, every write is refused
/// from there on (<see cref="HasFailed"/>), and the owner is told once (<c>failed</c>): nobody waits for a writer that is gone.
/// </summary>
internal sealed partial class CommitQueue(
    SqliteFile file, EntryCodec codec, EnvironmentKeys keys, TimeProvider time, StorageMetrics metrics, CommitSignal signal, ILogger logger, Action failed)
    : IAsyncDisposable
{
    /// <summary>Writes that share one commit at most: bounds how long the first of them waits for the last.</summary>
    public const int MaxBatch = 64;

    // Full means that the disk is far behind: callers wait their turn, which slows the providers down instead of filling memory.
    private readonly Channel<PendingWrite> _pending =
        Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(1024) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private Task _loop = Task.CompletedTask;
    private volatile bool _hasFailed;

    /// <summary>True once the writer has ended by itself: nothing can be written any more.</summary>
    public bool HasFailed => _hasFailed;

    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Runs <paramref name="work"/> in a transaction of its own and answers when it is durable.</summary>
    /// <exception cref="SqliteException">The commit failed; nothing of it is kept.</exception>
    /// <exception cref="ChannelClosedException">The writer has ended.</exception>
    public async Task<Written<T>> WriteAsync<T>(Func<DirectoryTransaction, T> work, CancellationToken cancellationToken)
    {
        var pending = new PendingWrite<T>(work, cancellationToken);
        await _pending.Writer.WriteAsync(pending, cancellationToken);
        return await pending.Completion;
    }

    /// <summary>Finishes what was accepted, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _pending.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        var batch = new List<PendingWrite>(MaxBatch);
        try
        {
            await CommitAllAsync(batch);
        }
        catch (Exception e)
        {
            _hasFailed = true;
            _pending.Writer.TryComplete(e);
            while (_pending.Reader.TryRead(out var write))
                batch.Add(write);
            Refuse(batch, e);
            failed();
            Log.WriterEnded(logger, e);
        }
    }

    private async Task CommitAllAsync(List<PendingWrite> batch)
    {
        SqliteConnection? connection = null;
        try
        {
            while (await _pending.Reader.WaitToReadAsync())
            {
                while (batch.Count < MaxBatch && _pending.Reader.TryRead(out var write))
                    batch.Add(write);
                try
                {
                    file.EnsureInPlace();
                    connection ??= file.OpenWriter();
                    Commit(connection, batch);
                }
                catch (Exception e)
                {
                    // Whatever state it is in, the next batch does not begin with it.
                    if (connection is not null)
                        await connection.DisposeAsync();
                    connection = null;
                    Refuse(batch, e);
                    Log.CommitFailed(logger, (e as SqliteException)?.SqliteExtendedErrorCode ?? 0, batch.Count, e);
                }

                batch.Clear();
            }
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    /// <summary>Tells the callers that were not told before.</summary>
    private static void Refuse(List<PendingWrite> batch, Exception e)
    {
        foreach (var write in batch)
        {
            write.Fail(e);
            write.Complete();
        }
    }

    private void Commit(SqliteConnection connection, List<PendingWrite> batch)
    {
        var started = time.GetTimestamp();
        var entries = new List<CommittedEntry>(batch.Count);
        using (var transaction = connection.BeginTransaction(deferred: false))
        {
            foreach (var write in batch)
            {
                if (Run(connection, transaction, write) is { } entry)
                    entries.Add(entry);
            }

            transaction.Commit();
        }

        var took = time.GetElapsedTime(started);

        // Durable: nothing that follows can change what the callers are told.
        foreach (var write in batch)
            write.Complete();
        if (entries.Count == 0)
            return;
        signal.Raise(entries);
        metrics.Committed(entries.Count, took);
    }

    private CommittedEntry? Run(SqliteConnection connection, SqliteTransaction transaction, PendingWrite write)
    {
        const string Savepoint = "one";
        if (write.IsCancelled)
            return null;

        CommittedEntry? entry = null;
        transaction.Save(Savepoint);
        try
        {
            var directory = new DirectoryTransaction(new DbSession(connection, transaction), keys.Hasher, time.GetUtcNow());
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
