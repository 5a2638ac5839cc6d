using System.Reflection;
using DbUp;
using DbUp.Engine.Output;
using DbUp.Sqlite.Helpers;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Storage.Leases;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using Microsoft.Data.Sqlite;

namespace EdgeGuard.Scim.Storage;

/// <summary>
/// The SQLite file: its lock, its schema, its connections. WAL, so that readers never wait for the writer; synchronous FULL, so that what
/// was acknowledged survives a power cut (SECURITY F11).
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly string _path;
    private readonly DatabaseLock _lock;
    private FileIdentity? _identity;

    private SqliteFile(string path, DatabaseLock taken)
    {
        _path = path;
        _lock = taken;
    }

    /// <summary>Takes the file for this process, makes it when it is not there, and brings its schema up to date.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keys">Those that the database is, or will be, written with.</param>
    /// <param name="lease">L as configured (FENCE section 1), in ticks of the lease clock: written where the database says another.</param>
    /// <exception cref="StorageException">It is taken, it cannot be opened or migrated, or it was written with another environment key.</exception>
    public static SqliteFile Open(string path, EnvironmentKeys keys, long lease)
    {
        var full = Path.GetFullPath(path);
        var taken = DatabaseLock.Take(full);
        try
        {
            var file = new SqliteFile(full, taken);
            using var connection = file.OpenWriter();
            Migrate(connection);
            PrepareHead(connection, keys, lease);
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

    /// <summary>The one connection that writes.</summary>
    public SqliteConnection OpenWriter() => Open(SqliteOpenMode.ReadWriteCreate, pooling: false);

    /// <summary>A connection that only reads; from a pool, to which disposing gives it back.</summary>
    public SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly, pooling: true);

    /// <summary>Refuses to write to a file that its path does not lead to any more.</summary>
    /// <exception cref="StorageException">Another file is in its place, or none.</exception>
    public void EnsureInPlace()
    {
        if (_identity is { } identity && FileIdentity.Of(_path) != identity)
            throw new StorageException($"{_path} is not the file that was opened: it was moved, deleted or replaced. Stop the process before that.");
    }

    public void Dispose()
    {
        using (var connection = new SqliteConnection(ConnectionString(SqliteOpenMode.ReadOnly, pooling: true)))
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

    private static void PrepareHead(SqliteConnection connection, EnvironmentKeys keys, long lease)
    {
        using var transaction = connection.BeginTransaction();
        var session = new DbSession(connection, transaction);
        session.Execute(
            """
            insert into head (one, epoch, version, digest, key_check, lease_ms, wait_lease_ms) values (1, @epoch, 0, zeroblob(16), @check, @LeaseMs, @LeaseMs)
            on conflict do nothing
            """,
            new { epoch = Epoch.New().Value.ToByteArray(), check = keys.Check.ToByteArray(), HeadTerms.Of(LeaseTerms.Of(lease)).LeaseMs });
        if (Hash128.Read(session.Find<byte[]>("select key_check from head")) != keys.Check)
            throw new StorageException("EdgeGuard:EnvironmentKey is not the key that this database was written with.");
        var terms = new LeaseQueries(session).Terms();
        if (terms.Length != lease)
            new LeaseWriter(session).ChangeTerms(terms, terms.ChangeTo(lease));
        transaction.Commit();
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
