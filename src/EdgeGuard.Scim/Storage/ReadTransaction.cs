using System.Data.Common;

namespace EdgeGuard.Scim.Storage;

/// <summary>A transaction that only reads, with the connection that it is of. One thread at a time; disposing ends both.</summary>
internal sealed class ReadTransaction(DbConnection connection, DbTransaction transaction, SqlDialect sql) : IAsyncDisposable
{
    public DbSession Session { get; } = new(connection, transaction, sql);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
