using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Leases.Holding;

/// <summary>
/// Everything that <see cref="EdgeLease"/> remembers beside its view, in one place so that a state can be copied and compared. Guarded
/// by the machine's lock.
/// </summary>
internal sealed class HolderState
{
    public required Incarnation Edge { get; init; }

    public required DigestHistory Digests { get; init; }

    public AskLog Asks { get; init; } = new(AskLog.DefaultCapacity);

    /// <summary>Grants not yet proved, of any epoch.</summary>
    public List<LeaseProof> Proofs { get; init; } = [];

    /// <summary>The highest version held in each epoch: an incarnation never goes below it, not even by way of another epoch.</summary>
    public Dictionary<Epoch, long> Highest { get; init; } = [];

    /// <summary>Until when each scim may hold a record of this edge, as far as the edge can tell.</summary>
    public Dictionary<LinkId, long> Contacts { get; init; } = [];

    /// <summary>What is applied and whose streams are cut; null while there is nothing, or an epoch's first state is not settled yet.</summary>
    public LogHead? Settled { get; set; }

    /// <summary>Number of the first Ask whose Grant counts as a proof.</summary>
    public long CountsFrom { get; set; } = 1;

    /// <summary>While distrusted: number of the first Ask that has shown a scim what this edge had.</summary>
    public long EvidenceFrom { get; set; }

    /// <summary>A digest did not fit, and no reload has been verified since.</summary>
    public bool Distrusted { get; set; }

    /// <summary>While distrusted: a scim has seen what this edge had and found no fault with it.</summary>
    public bool EvidenceAccepted { get; set; }

    /// <summary>This incarnation never allows again.</summary>
    public bool Left { get; set; }
}
