using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// The follower's only way to change the current view: swaps it, keeps count of how far it is, and withdraws trust from a state that is
/// proved to be behind. One writer.
/// </summary>
internal sealed partial class SnapshotHolder(SnapshotState state, FollowerMetrics metrics, TimeProvider time, ILogger<SnapshotHolder> logger)
{
    private AppliedPosition? _applied;

    /// <summary>The latest authentic entry that was refused: a state before it is behind, and one from it on has what it changed.</summary>
    private EntryPosition _refused;

    public Snapshot? Current => state.Current;

    /// <summary>How far this process is. Read by any thread.</summary>
    public AppliedPosition? Applied => Volatile.Read(ref _applied);

    /// <summary>Makes the state after some entries current.</summary>
    public void Advance(Snapshot next, List<LogEntry> entries)
    {
        var changes = entries.Count == 1 ? (IReadOnlyList<Change>)entries[0].Changes : entries.SelectMany(e => e.Changes).ToList();
        Swap(next, changes);
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
        Swap(next, changes: null);
        Reached(next);
        metrics.Reloaded(next.Version);
    }

    /// <summary>
    /// Notes that the followed log has an entry which this process cannot apply. Only for entries whose authentication code fits. Trust
    /// in a state before it ends at once, and comes back with a state that has reached it.
    /// </summary>
    public void Refuse(EntryPosition entry)
    {
        if (_refused.Epoch == entry.Epoch && _refused.Version >= entry.Version)
            return;
        _refused = entry;
        if (state.View is { IsStale: false } view && IsBehind(view.Snapshot))
            Swap(view.Snapshot, changes: null);
    }

    private bool IsBehind(Snapshot snapshot) => snapshot.Epoch == _refused.Epoch && snapshot.Version < _refused.Version;

    private void Swap(Snapshot next, IReadOnlyList<Change>? changes)
    {
        var wasStale = state.View?.IsStale is true;
        var isStale = IsBehind(next);
        state.Swap(new View(next, isStale), changes);
        if (isStale == wasStale)
            return;
        if (isStale)
            Log.Distrusted(logger, next.Version, _refused.Version);
        else
            Log.TrustedAgain(logger, next.Version);
    }

    private DateTimeOffset Reached(Snapshot next)
    {
        var now = time.GetUtcNow();
        Volatile.Write(ref _applied, new AppliedPosition(next.Epoch, next.Version, now));
        return now;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.SnapshotDistrusted, LogLevel.Error, "The state of version {Version} is proved to be behind the entry of version {Refused}, which cannot be applied: everything is denied until a state with it is loaded.", EventName = "SnapshotDistrusted")]
        public static partial void Distrusted(ILogger logger, long version, long refused);

        [LoggerMessage(EventIds.SnapshotTrustedAgain, LogLevel.Information, "The state of version {Version} is trusted: decisions are taken again.", EventName = "SnapshotTrustedAgain")]
        public static partial void TrustedAgain(ILogger logger, long version);
    }
}
