using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace EdgeGuard.Scim.Storage.Sqlite;

/// <inheritdoc/>
internal sealed class SqliteWriter(SqliteConnection connection) : IDatabaseWriter
{
    public DbTransaction Begin() => connection.BeginTransaction(deferred: false);

    public DbSession Session(DbTransaction transaction) => new(connection, transaction, SqliteDialect.Instance);

    public void Commit(DbTransaction transaction) => transaction.Commit();

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
