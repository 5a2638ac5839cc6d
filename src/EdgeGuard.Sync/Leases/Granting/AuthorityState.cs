using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>
/// Everything that <see cref="LeaseAuthority"/> remembers, in one place so that a state can be copied and compared. In memory only
/// (FENCE section 2). Guarded by the authority's lock.
/// </summary>
internal sealed class AuthorityState
{
    public required Incarnation Scim { get; set; }

    public required DigestHistory Digests { get; init; }

    /// <summary>The epoch of everything below; null before the first reading.</summary>
    public Epoch? Epoch { get; set; }

    /// <summary>Epochs that are over. A reading that shows one is a late one.</summary>
    public HashSet<Epoch> Past { get; init; } = [];

    /// <summary>When this process saw the present epoch begin; null when it existed already at its first reading.</summary>
    public long? EpochBeganAt { get; set; }

    public LeaseTerms Terms { get; set; }

    /// <summary>No Grant is given below it. Its version and digest; none before the first tick.</summary>
    public LogHead Floor { get; set; }

    /// <summary>Highest version known to be fenced.</summary>
    public long Fenced { get; set; }

    public Dictionary<Incarnation, EdgeRecord> Edges { get; init; } = [];

    public List<Confirmation> Confirmations { get; init; } = [];

    /// <summary>Asks that came since the tick under way began.</summary>
    public List<ReceivedAsk> Waiting { get; init; } = [];

    public LeaseTick? Tick { get; set; }

    /// <summary>Edges that have left since the tick under way began: what they asked before is not answered.</summary>
    public HashSet<Incarnation> Gone { get; init; } = [];

    /// <summary>No Grant is given any more: the process is leaving.</summary>
    public bool Retired { get; set; }

    /// <summary>When the last tick began; null before the first.</summary>
    public long? TickBeganAt { get; set; }

    public LostHistory? Loss { get; set; }

    /// <summary>Edges whose claim of a lost history proved false.</summary>
    public HashSet<Incarnation> Refused { get; init; } = [];
}
