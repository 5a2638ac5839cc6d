namespace EdgeGuard.Scim.Storage;

/// <summary>The database below the store, open: its connections and its dialect, and nothing of what is in it. Thread-safe.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>What the log calls it; tells no secret.</summary>
    string Name { get; }

    /// <summary>Begins a transaction that sees one state, however long it takes, and can write nothing. Never waits for a writer.</summary>
    ValueTask<ReadTransaction> BeginReadAsync(CancellationToken cancellationToken);

    /// <summary>The connection of this process' one writer; the last one has been disposed.</summary>
    IDatabaseWriter OpenWriter();

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction of the lease protocol that begins after this call, and answers once it is durable
    /// (FENCE section 2 step 2).
    /// </summary>
    /// <param name="queue">The writer of this process, for a database that has one alone.</param>
    /// <param name="work">Must not block.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<T> WriteLeaseAsync<T>(CommitQueue queue, Func<LeaseTransaction, T> work, CancellationToken cancellationToken);

    /// <summary>Refuses to go on with a database that is not the one that was opened.</summary>
    /// <exception cref="StorageException">Another one is in its place, or none.</exception>
    void EnsureInPlace();
}
