using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.Compliance;

/// <summary>
/// Plays the lease client and the scim of one edge: grants each Ask, at once, what the log's head is then. Leases outlast any test.
/// Thread-safe.
/// </summary>
internal sealed class GrantingScim(EdgeLease lease, InMemoryLogSource source, IFollowerInput follower) : ILeaseSignals
{
    private static readonly LinkId Link = new(1);
    private static readonly long Length = (long)TimeSpan.FromHours(1).TotalNanoseconds;
    private int _asks;
    private int _reports;
    private bool _followsAll;

    /// <summary>Whether Asks are answered.</summary>
    public bool Answers { get; set; } = true;

    /// <summary>How often an Ask was due.</summary>
    public int Asks => Volatile.Read(ref _asks);

    /// <summary>How often a report was due.</summary>
    public int Reports => Volatile.Read(ref _reports);

    /// <summary>Whether every entry is wanted.</summary>
    public bool FollowsAll => Volatile.Read(ref _followsAll);

    public void AskNow()
    {
        Interlocked.Increment(ref _asks);
        if (lease.Ask() is not { } ask || !Answers)
            return;
        var state = source.State;
        var head = new LogHead(state.Epoch, state.Version, state.Digest);
        lease.Receive(Link, new LeaseGrant(ask.Number, head, Length));
        follower.Require(head);
    }

    public void ReportNow() => Interlocked.Increment(ref _reports);

    public void FollowAll(bool all) => Volatile.Write(ref _followsAll, all);
}
