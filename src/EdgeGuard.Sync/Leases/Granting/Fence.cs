using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>
/// The wait for one version (FENCE section 2 step 6). Made by <see cref="LeaseAuthority.BeginFence"/> and driven through the authority,
/// whose lock guards it.
/// </summary>
public sealed class Fence
{
    internal Fence(LogHead version, long startedAt, FenceState state)
    {
        Version = version;
        StartedAt = startedAt;
        State = state;
    }

    /// <summary>What is fenced; a fence that is done covers every smaller version of its epoch too.</summary>
    public LogHead Version { get; }

    /// <summary>As of the last call that drove it.</summary>
    public FenceState State { get; internal set; }

    /// <summary>When it is done by time alone, on the lease clock; null before the scims were read.</summary>
    public long? DueAt { get; internal set; }

    /// <summary>This process' own confirmation; null before the scims were read, or when it has no row.</summary>
    public Confirmation? Own { get; internal set; }

    internal long StartedAt { get; }

    /// <summary>Scims that have not confirmed; null before they were read, and while only time counts.</summary>
    internal HashSet<Incarnation>? Awaited { get; set; }
}
