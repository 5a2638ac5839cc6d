using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// What decisions are made from: a snapshot, and whether it may still be trusted. Both are behind one reference, which a decision reads
/// once; so none takes its data from one moment and its trust from another. Immutable.
/// </summary>
/// <param name="snapshot">The last verified snapshot.</param>
/// <param name="isStale">See <see cref="IsStale"/>.</param>
public sealed class View(Snapshot snapshot, bool isStale = false)
{
    /// <summary>The last verified snapshot.</summary>
    public Snapshot Snapshot { get; } = snapshot;

    /// <summary>
    /// True when the log is proved to hold a later entry that this process could not apply (DESIGN section 4.3): nothing may be allowed
    /// from <see cref="Snapshot"/>, whatever it says.
    /// </summary>
    public bool IsStale { get; } = isStale;
}
