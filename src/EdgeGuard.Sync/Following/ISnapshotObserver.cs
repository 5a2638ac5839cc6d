using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Leases.Holding;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// Told of every change of the current state, after it, in order, on the follower's thread. Not told when a lease is merely renewed or
/// runs out.
/// </summary>
public interface ISnapshotObserver
{
    /// <summary>
    /// <paramref name="current"/>, which has a snapshot, has replaced <paramref name="previous"/>, which has none at first.
    /// <paramref name="changes"/> are the rows that differ, or null when anything may differ: the whole state was loaded, or its lease was
    /// withdrawn. What the change ends (open requests) is cut when this returns: only then is the state reported as applied. One that
    /// throws is told again, without changes, until it succeeds. Must not block for long: the next change waits.
    /// </summary>
    void OnSwapped(LeaseView previous, LeaseView current, IReadOnlyList<Change>? changes);
}
