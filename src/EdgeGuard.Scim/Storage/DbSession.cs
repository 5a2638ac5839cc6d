using System.Data.Common;
using Dapper;

namespace EdgeGuard.Scim.Storage;

/// <summary>One open database transaction, or one savepoint of it, seen as typed statements. Parameters only; the text is always constant. One thread at a time.</summary>
internal sealed class DbSession
{
    private const string Guard = "guard";

    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;

    static DbSession() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    public DbSession(DbConnection connection, DbTransaction transaction, SqlDialect sql)
    {
        _connection = connection;
        _transaction = transaction;
        Sql = sql;
        Revealed = new RevealedRows(this);
    }

    /// <summary>What is said differently here.</summary>
    public SqlDialect Sql { get; }

    /// <summary>What was seen so far.</summary>
    public RevealedRows Revealed { get; }

    public int Execute(string sql, object? args = null) => _connection.Execute(sql, args, _transaction);

    /// <summary>As <see cref="Execute"/>; a refusal by a unique index undoes the statement and is answered.</summary>
    public StoreConflict TryExecute(string sql, object? args)
    {
        if (Sql.FailureEndsTransaction)
            _transaction.Save(Guard);
        try
        {
            Execute(sql, args);
            return StoreConflict.None;
        }
        catch (DbException e) when (Sql.ConflictOf(e) is var conflict and not StoreConflict.None)
        {
            if (Sql.FailureEndsTransaction)
                _transaction.Rollback(Guard);
            return conflict;
        }
    }

    public IReadOnlyList<T> Query<T>(string sql, object? args = null) => _connection.Query<T>(sql, args, _transaction).AsList();

    /// <summary>Rows as they are read; the session may not be used for anything else until the last one.</summary>
    public IEnumerable<T> Stream<T>(string sql, object? args = null) => _connection.Query<T>(sql, args, _transaction, buffered: false);

    public T? Find<T>(string sql, object? args = null) => _connection.QueryFirstOrDefault<T>(sql, args, _transaction);

    public long Number(string sql, object? args = null) => _connection.ExecuteScalar<long>(sql, args, _transaction);
}
