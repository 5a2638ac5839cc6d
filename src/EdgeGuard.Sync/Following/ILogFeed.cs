using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// A place that holds a copy of the log, from which a follower fetches what it lacks: Redis, or a scim by way of the lease stream. What
/// it gives is data and verifies itself; nothing is believed because of where it came from. It throws when it cannot be read, which
/// includes that the other side says nothing for seconds, and ends at once when it is cancelled. Thread-safe.
/// </summary>
internal interface ILogFeed
{
    /// <summary>For logs and metrics: <c>redis</c>, <c>scim</c>, <c>disk</c>.</summary>
    string Name { get; }

    /// <summary>
    /// True for a place of this process' own that has at most one state, perhaps old, and no entries: asked before all others by a process
    /// that has no state at all, and never again.
    /// </summary>
    bool IsLocalCopy => false;

    /// <summary>
    /// Encoded entries of <paramref name="epoch"/> after a version, in order and without gaps as far as this copy has them; none when it
    /// is no further, does not reach back that far, or holds another epoch.
    /// </summary>
    Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEntriesAsync(Epoch epoch, long afterVersion, CancellationToken cancellationToken);

    /// <summary>
    /// The newest whole state that this copy has, verified, if it is later than <paramref name="afterVersion"/> or of another epoch than
    /// <paramref name="current"/>; and the authentic message (its manifest) that shows it.
    /// </summary>
    Task<FedState> ReadStateAsync(Epoch? current, long afterVersion, CancellationToken cancellationToken);
}
