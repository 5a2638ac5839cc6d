using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>One life of an edge: the product's machine and the little that a host has around it.</summary>
internal sealed class EdgeProcess
{
    public required EdgeLease Lease { get; init; }

    /// <summary>What the view holds.</summary>
    public Version? Held { get; set; }

    /// <summary>The streams that <see cref="Held"/> ends are cut, and the machine was told so.</summary>
    public bool IsSettled { get; set; }

    /// <summary>A guarded stream of the subject is open: it was allowed once and not cut since.</summary>
    public bool HasStream { get; set; }

    /// <summary>Last version reported with a message of its own.</summary>
    public long Reported { get; set; }

    /// <summary>Highest version held in each epoch.</summary>
    public Dictionary<int, long> Peaks { get; init; } = [];

    public static EdgeLease NewLease(ILeaseClock clock, Incarnation life) => new(
        clock, new HolderState { Edge = life, Digests = new DigestHistory(8), Asks = new AskLog(8) }, new LeaseView(null, 0));
}
