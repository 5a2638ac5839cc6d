using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Leases.Holding;

/// <summary>
/// What a decision looks at: the state and how long it may be used to allow, behind one reference, so that they can never be torn apart
/// (FENCE section 2 step 5). Immutable.
/// </summary>
public sealed class LeaseView
{
    internal LeaseView(Snapshot? snapshot, long deadline)
    {
        Snapshot = snapshot;
        Deadline = deadline;
    }

    /// <summary>The last verified state; null until there is one.</summary>
    public Snapshot? Snapshot { get; }

    /// <summary>Instant of the lease clock at which the lease ends; 0 when there is none.</summary>
    public long Deadline { get; }

    /// <summary>
    /// True when this view may allow at <paramref name="now"/>. A decision reads the clock first and then takes the view; the proxy asks
    /// again with a fresh reading and the same view just before it forwards; a stream's pump takes the current view for each chunk.
    /// </summary>
    public bool IsRunningAt(long now) => now < Deadline;

    internal LeaseView WithDeadline(long deadline) => deadline == Deadline ? this : new LeaseView(Snapshot, deadline);
}
