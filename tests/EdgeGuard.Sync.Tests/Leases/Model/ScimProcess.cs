using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>One life of a scim: the product's machines, and the calls that its host has under way.</summary>
internal sealed class ScimProcess
{
    public required LeaseAuthority Authority { get; init; }

    public required ScimWatch Watch { get; init; }

    /// <summary>Counts the lives of this place; answers reach the life that asked.</summary>
    public required int Life { get; init; }

    /// <summary>The tick under way, its transaction committed and its answers not yet made.</summary>
    public LeaseTick? Tick { get; set; }

    public TickReading? Reading { get; set; }

    /// <summary>Planted: the row that becomes visible only with the tick.</summary>
    public Incarnation? HiddenRow { get; set; }

    /// <summary>Planted: a tick whose Grants are sent and whose edges are not recorded yet.</summary>
    public LeaseTick? Unrecorded { get; set; }

    public TickReading? UnrecordedReading { get; set; }

    /// <summary>Planted: what a cache would say the head is.</summary>
    public LogHead CachedHead { get; set; }

    public List<RunningFence> Fences { get; init; } = [];

    /// <summary>Requests of other scims that wait for reports.</summary>
    public List<RemoteConfirmation> Remote { get; init; } = [];

    public int FenceCount { get; set; }

    public static LeaseAuthority NewAuthority(ILeaseClock clock, Incarnation life, Func<Incarnation> next) => new(
        clock, new AuthorityState { Scim = life, Digests = new DigestHistory(8) }, next);
}
