using Dapper;
using Microsoft.Data.Sqlite;

namespace EdgeGuard.Scim.Storage;

/// <summary>One open database transaction, or one savepoint of it, seen as typed statements. Parameters only; the text is always constant. One thread at a time.</summary>
internal sealed class DbSession
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;

    static DbSession() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    public DbSession(SqliteConnection connection, SqliteTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
        Revealed = new RevealedRows(this);
    }

    /// <summary>What was seen so far.</summary>
    public RevealedRows Revealed { get; }

    public int Execute(string sql, object? args = null) => _connection.Execute(sql, args, _transaction);

    public IReadOnlyList<T> Query<T>(string sql, object? args = null) => _connection.Query<T>(sql, args, _transaction).AsList();

    /// <summary>Rows as they are read; the session may not be used for anything else until the last one.</summary>
    public IEnumerable<T> Stream<T>(string sql, object? args = null) => _connection.Query<T>(sql, args, _transaction, buffered: false);

    public T? Find<T>(string sql, object? args = null) => _connection.QueryFirstOrDefault<T>(sql, args, _transaction);

    public long Number(string sql, object? args = null) => _connection.ExecuteScalar<long>(sql, args, _transaction);
}
