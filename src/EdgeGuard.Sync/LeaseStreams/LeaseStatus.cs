using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>Where an edge stands with its lease, for health and figures; decisions do not look here. Immutable.</summary>
/// <param name="Remaining">How long the lease still runs; zero when it does not.</param>
/// <param name="HasRun">True once a lease was seen to run in this process.</param>
/// <param name="Age">How long ago the last Grant came; null before the first.</param>
/// <param name="LastScim">Who gave it.</param>
/// <param name="RequiredHead">Where the log ended by it: the edge must have that to be leased.</param>
public readonly record struct LeaseStatus(TimeSpan Remaining, bool HasRun, TimeSpan? Age, Uri? LastScim, LogHead? RequiredHead)
{
    /// <summary>The lease runs.</summary>
    public bool IsRunning => Remaining > TimeSpan.Zero;
}
