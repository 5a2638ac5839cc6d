using System.Reflection;
using DbUp;
using DbUp.Engine.Output;
using DbUp.Sqlite.Helpers;
using EdgeGuard.Sync.Contracts;
using Microsoft.Data.Sqlite;

namespace EdgeGuard.Scim.Storage.Sqlite;

/// <summary>
/// The SQLite file: its lock, its schema, its connections. WAL, so that readers never wait for the writer; synchronous FULL, so that what
/// was acknowledged survives a power cut (SECURITY F11).
/// </summary>
internal sealed class SqliteDatabase : IDatabase
{
    private readonly string _path;
    private readonly DatabaseLock _lock;
    private FileIdentity? _identity;

    private SqliteDatabase(string path, DatabaseLock taken)
    {
        _path = path;
        _lock = taken;
    }

    /// <summary>Takes the file for this process, makes it when it is not there, and brings its schema up to date.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keys">Those that the database is, or will be, written with.</param>
    /// <param name="lease">L as configured (FENCE section 1), in ticks of the lease clock: written where the database says another.</param>
    /// <exception cref="StorageException">It is taken, it cannot be opened or migrated, or it was written with another environment key.</exception>
    public static SqliteDatabase Open(string path, EnvironmentKeys keys, long lease)
    {
        var full = Path.GetFullPath(path);
        var taken = DatabaseLock.Take(full);
        try
        {
            var file = new SqliteDatabase(full, taken);
            using var connection = file.Open(SqliteOpenMode.ReadWriteCreate, pooling: false);
            Migrate(connection);
            using (var transaction = connection.BeginTransaction())
            {
                HeadRow.Prepare(new DbSession(connection, transaction, SqliteDialect.Instance), keys, lease);
                transaction.Commit();
            }

            file._identity = FileIdentity.Of(full);
            return file;
        }
        catch (Exception e)
        {
            taken.Dispose();
            if (e is SqliteException or IOException)
                throw new StorageException($"EdgeGuard:Storage:SqlitePath: {full} cannot be opened: {e.Message}", e);
            throw;
        }
    }

    /// <inheritdoc/>
    public string Name => _path;

    /// <inheritdoc/>
    /// <remarks>From a pool, to which disposing gives the connection back.</remarks>
    public ValueTask<ReadTransaction> BeginReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var connection = Open(SqliteOpenMode.ReadOnly, pooling: true);
        try
        {
            return ValueTask.FromResult(new ReadTransaction(connection, connection.BeginTransaction(deferred: true), SqliteDialect.Instance));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IDatabaseWriter OpenWriter() => new SqliteWriter(Open(SqliteOpenMode.ReadWriteCreate, pooling: false));

    /// <inheritdoc/>
    /// <remarks>
    /// A file has one writer at a time, so ticks go through it, first of all: it gathers a batch from its urgent lane before it says BEGIN
    /// IMMEDIATE, and the work enters that lane here. What it reads may hold writes of the same batch that came before it: they become
    /// durable with it, and nothing of it is used before that.
    /// </remarks>
    public async Task<T> WriteLeaseAsync<T>(CommitQueue queue, Func<LeaseTransaction, T> work, CancellationToken cancellationToken) =>
        (await queue.WriteAsync(transaction => work(transaction.Lease), WriteLane.Urgent, cancellationToken)).Value;

    /// <inheritdoc/>
    public void EnsureInPlace()
    {
        if (_identity is { } identity && FileIdentity.Of(_path) != identity)
            throw new StorageException($"{_path} is not the file that was opened: it was moved, deleted or replaced. Stop the process before that.");
    }

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new SqliteConnection(ConnectionString(SqliteOpenMode.ReadOnly, pooling: true)))
            SqliteConnection.ClearPool(connection);
        _lock.Dispose();
    }

    private static void Migrate(SqliteConnection connection)
    {
        using var shared = new SharedConnection(connection);
        var result = DeployChanges.To
            .SqliteDatabase(shared)
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.Contains(".Migrations.Sqlite.", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
            throw new StorageException($"Migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
    }

    private SqliteConnection Open(SqliteOpenMode mode, bool pooling)
    {
        var connection = new SqliteConnection(ConnectionString(mode, pooling));
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = mode == SqliteOpenMode.ReadOnly ? "pragma query_only = on" : "pragma journal_mode = wal; pragma synchronous = full";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private string ConnectionString(SqliteOpenMode mode, bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = _path,
        Mode = mode,
        Pooling = pooling,
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ToString();
}
