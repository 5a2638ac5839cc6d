using EdgeGuard.Scim.Storage.Leases;

namespace EdgeGuard.Scim.Storage;

/// <summary>
/// A transaction of the lease protocol: reads everything, writes what the protocol keeps beside the directory. Valid only inside the call
/// that hands it out; one thread at a time.
/// </summary>
internal sealed class LeaseTransaction(DbSession session)
{
    public DirectoryReader Read { get; } = new(session);

    public LeaseWriter Leases { get; } = new(session);
}
