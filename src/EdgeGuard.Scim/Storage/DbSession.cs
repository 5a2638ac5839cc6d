using Dapper;
using Microsoft.Data.Sqlite;

namespace EdgeGuard.Scim.Storage;

/// <summary>One open database transaction, seen as typed statements. Parameters only; the text is always constant. One thread at a time.</summary>
internal sealed class DbSession(SqliteConnection connection, SqliteTransaction transaction)
{
    static DbSession() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    public int Execute(string sql, object? args = null) => connection.Execute(sql, args, transaction);

    public IReadOnlyList<T> Query<T>(string sql, object? args = null) => connection.Query<T>(sql, args, transaction).AsList();

    /// <summary>Rows as they are read; the session may not be used for anything else until the last one.</summary>
    public IEnumerable<T> Stream<T>(string sql, object? args = null) => connection.Query<T>(sql, args, transaction, buffered: false);

    public T? Find<T>(string sql, object? args = null) => connection.QueryFirstOrDefault<T>(sql, args, transaction);

    public long Number(string sql, object? args = null) => connection.ExecuteScalar<long>(sql, args, transaction);
}
