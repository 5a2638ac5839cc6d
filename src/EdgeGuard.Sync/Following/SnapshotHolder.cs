using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Following;

/// <summary>The follower's only way to change the current snapshot: swaps it, and keeps count of how far it is. One writer.</summary>
internal sealed class SnapshotHolder(SnapshotState state, FollowerMetrics metrics, TimeProvider time)
{
    private AppliedPosition? _applied;

    public Snapshot? Current => state.Current;

    /// <summary>How far this process is. Read by any thread.</summary>
    public AppliedPosition? Applied => Volatile.Read(ref _applied);

    /// <summary>Makes the state after some entries current.</summary>
    public void Advance(Snapshot next, List<LogEntry> entries)
    {
        var changes = entries.Count == 1 ? (IReadOnlyList<Change>)entries[0].Changes : entries.SelectMany(e => e.Changes).ToList();
        state.Swap(next, changes);
        var now = Reached(next);
        metrics.Applied(next.Version, entries.Count);
        if (!metrics.WantsDelay)
            return;
        foreach (var entry in entries)
            metrics.Delayed(now - DateTimeOffset.FromUnixTimeMilliseconds(entry.CommittedAt));
    }

    /// <summary>Makes a loaded snapshot current.</summary>
    public void Replace(Snapshot next)
    {
        state.Swap(next, changes: null);
        Reached(next);
        metrics.Reloaded(next.Version);
    }

    private DateTimeOffset Reached(Snapshot next)
    {
        var now = time.GetUtcNow();
        Volatile.Write(ref _applied, new AppliedPosition(next.Epoch, next.Version, now));
        return now;
    }
}
