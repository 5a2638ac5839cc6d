using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.Compliance;

/// <summary>Plays the scim of one edge: grants each Ask, at once, what the log's head is then. Leases outlast any test. Thread-safe.</summary>
internal sealed class GrantingScim(EdgeLease lease, InMemoryLogSource source) : ILeaseSignals
{
    private static readonly LinkId Link = new(1);
    private static readonly long Length = (long)TimeSpan.FromHours(1).TotalNanoseconds;
    private int _reports;

    /// <summary>Whether Asks are answered.</summary>
    public bool Answers { get; set; } = true;

    /// <summary>How often a report was due.</summary>
    public int Reports => Volatile.Read(ref _reports);

    public void AskNow()
    {
        if (lease.Ask() is not { } ask || !Answers)
            return;
        var state = source.State;
        lease.Receive(Link, new LeaseGrant(ask.Number, new LogHead(state.Epoch, state.Version, state.Digest), Length));
    }

    public void ReportNow() => Interlocked.Increment(ref _reports);

    public void FollowAll(bool all)
    {
    }
}
