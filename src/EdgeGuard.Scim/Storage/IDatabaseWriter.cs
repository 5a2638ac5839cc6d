using System.Data.Common;

namespace EdgeGuard.Scim.Storage;

/// <summary>The connection that writes the directory. One thread at a time; disposing it gives up what is not committed.</summary>
internal interface IDatabaseWriter : IAsyncDisposable
{
    /// <summary>
    /// Begins a transaction, once those of all other writers of the database have ended: until this one ends, nobody else, in whatever
    /// process, changes the directory or its log, and every read of it sees what they left.
    /// </summary>
    DbTransaction Begin();

    /// <summary>Statements of the transaction.</summary>
    DbSession Session(DbTransaction transaction);

    /// <summary>Returns when the transaction is durable.</summary>
    /// <exception cref="DbException">It is not, and never will be.</exception>
    void Commit(DbTransaction transaction);
}
