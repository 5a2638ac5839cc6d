using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Scim.Storage.Leases;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Scim.Leases;

/// <summary>The database as the lease protocol sees it.</summary>
internal sealed class LeaseStore(DirectoryStore store)
{
    /// <summary>
    /// One consistent read of epoch, mark, terms and scims, begun after the call, from the file that is written: the scims that another
    /// one names prove nothing.
    /// </summary>
    public async Task<ScimReading> ReadScimsAsync(CancellationToken cancellationToken)
    {
        store.EnsureInPlace();
        return await store.ReadAsync(read => read.Leases.Scims(), cancellationToken);
    }

    /// <summary>Where the log stood at a version; null when it is another epoch's log, or does not have the version (any more).</summary>
    public Task<LogHead?> FindAsync(Epoch epoch, long version, CancellationToken cancellationToken) =>
        store.ReadAsync(
            read => read.Head().Epoch == epoch && read.Leases.Digests([version]).TryGetValue(version, out var digest)
                ? new LogHead(epoch, version, digest)
                : (LogHead?)null,
            cancellationToken);

    /// <summary>
    /// The transaction of a tick (FENCE section 2 step 2). It begins after this call, and so after the Asks of the tick arrived.
    /// </summary>
    /// <returns>Null when the scim has no row.</returns>
    public Task<TickReading?> TickAsync(LeaseTick tick, CancellationToken cancellationToken) => store.WriteLeaseAsync(
        transaction => transaction.Leases.Tick(tick.Scim) ? transaction.Read.Leases.Tick(transaction.Read.Head(), tick.Versions) : null,
        cancellationToken);

    /// <summary>Commits a row for a new process. Its ticks are transactions of their own: a fence must be able to see the row before.</summary>
    public Task InsertAsync(Incarnation scim, string url, CancellationToken cancellationToken) =>
        WriteAsync(leases => leases.Insert(scim, url), cancellationToken);

    public Task DeleteAsync(Incarnation scim, CancellationToken cancellationToken) =>
        WriteAsync(leases => leases.Delete(scim), cancellationToken);

    public Task SweepAsync(SweepStep step, CancellationToken cancellationToken) =>
        WriteAsync(leases => leases.Sweep(step), cancellationToken);

    private Task<bool> WriteAsync(Action<LeaseWriter> write, CancellationToken cancellationToken) => store.WriteLeaseAsync(
        transaction =>
        {
            write(transaction.Leases);
            return true;
        },
        cancellationToken);
}
