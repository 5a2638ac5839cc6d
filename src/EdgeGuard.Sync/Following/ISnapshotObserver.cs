using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Following;

/// <summary>Told of every swap of the current view, after it, in order, on the follower's thread.</summary>
public interface ISnapshotObserver
{
    /// <summary>
    /// <paramref name="current"/> has replaced <paramref name="previous"/> (null for the first). <paramref name="changes"/> are the rows
    /// that differ, or null when anything may differ: the whole state was loaded, or trust in it was lost. Must not throw and must not
    /// block for long: the next change waits.
    /// </summary>
    void OnSwapped(View? previous, View current, IReadOnlyList<Change>? changes);
}
