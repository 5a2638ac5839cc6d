using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Following;

/// <summary>What the lease stream tells the follower. Thread-safe; never blocks, never throws.</summary>
internal interface IFollowerInput
{
    /// <summary>An encoded entry that a scim pushed; treated exactly as one that Redis brought.</summary>
    void Post(ReadOnlyMemory<byte> entry);

    /// <summary>A Grant named this head: it exists in the database, so whatever is missing up to it is to be fetched.</summary>
    void Require(LogHead head);

    /// <summary>The authentic message by which this process came to <paramref name="applied"/>; empty when it is not there (any more).</summary>
    ReadOnlyMemory<byte> WitnessOf(LogHead applied);
}
