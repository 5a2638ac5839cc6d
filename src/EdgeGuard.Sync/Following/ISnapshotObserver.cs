using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Following;

/// <summary>Told of every swap of the current snapshot, after it, in order, on the follower's thread.</summary>
public interface ISnapshotObserver
{
    /// <summary>
    /// <paramref name="current"/> has replaced <paramref name="previous"/> (null for the first). <paramref name="changes"/> are the rows
    /// that differ, or null when the whole state was loaded. Must not throw and must not block for long: the next change waits.
    /// </summary>
    void OnSwapped(Snapshot? previous, Snapshot current, IReadOnlyList<Change>? changes);
}
