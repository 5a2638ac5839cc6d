using System.Threading.Channels;
using EdgeGuard.Scim.Telemetry;
using EdgeGuard.Sync.Contracts;
using Microsoft.Data.Sqlite;

namespace EdgeGuard.Scim.Storage;

/// <summary>
/// The one writer. Writes wait in a queue; what has gathered while the last commit was on its way to the disk shares the next one
/// (group commit), each under its own savepoint and with its own log entry, so that they fail alone and cost one fsync together.
/// </summary>
internal sealed partial class CommitQueue(
    SqliteFile file, EntryCodec codec, EnvironmentKeys keys, TimeProvider time, StorageMetrics metrics, CommitSignal signal, ILogger logger)
    : IAsyncDisposable
{
    /// <summary>Writes that share one commit at most: bounds how long the first of them waits for the last.</summary>
    public const int MaxBatch = 64;

    // Full means that the disk is far behind: callers wait their turn, which slows the providers down instead of filling memory.
    private readonly Channel<PendingWrite> _pending =
        Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(1024) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private Task _loop = Task.CompletedTask;

    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Runs <paramref name="work"/> in a transaction of its own and answers when it is durable.</summary>
    /// <exception cref="SqliteException">The commit failed; nothing of it is kept.</exception>
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
        await using var connection = file.OpenWriter();
        var batch = new List<PendingWrite>(MaxBatch);
        while (await _pending.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _pending.Reader.TryRead(out var write))
                batch.Add(write);
            Commit(connection, batch);
            batch.Clear();
        }
    }

    private void Commit(SqliteConnection connection, List<PendingWrite> batch)
    {
        var started = time.GetTimestamp();
        try
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            var session = new DbSession(connection, transaction);
            var before = new DirectoryReader(session).Head();
            var head = before;
            foreach (var write in batch)
                head = Run(transaction, session, write, head);
            transaction.Commit();
            if (head != before)
            {
                metrics.Committed(head.Version - before.Version, time.GetElapsedTime(started));
                signal.Raise(head.Version);
            }
        }
        catch (SqliteException e)
        {
            Log.CommitFailed(logger, e.SqliteExtendedErrorCode, batch.Count, e);
            foreach (var write in batch)
                write.Fail(e);
        }

        foreach (var write in batch)
            write.Complete();
    }

    private LogHead Run(SqliteTransaction transaction, DbSession session, PendingWrite write, LogHead head)
    {
        const string Savepoint = "one";
        if (write.IsCancelled)
            return head;

        transaction.Save(Savepoint);
        try
        {
            var directory = new DirectoryTransaction(session, keys.Hasher, time.GetUtcNow());
            write.Run(directory);
            if (directory.IsAbandoned)
                transaction.Rollback(Savepoint);
            else
                head = directory.Complete(codec);
            write.Version = head.Version;
        }
        catch (Exception e)
        {
            // One write's failure is its caller's to handle: the others of the batch go on.
            transaction.Rollback(Savepoint);
            write.Fail(e);
        }

        transaction.Release(Savepoint);
        return head;
    }
}
