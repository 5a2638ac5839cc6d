using System.Collections.Concurrent;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;

namespace EdgeGuard.Sync.Tests.Compliance;

/// <summary>Keeps what it is told of each swap.</summary>
internal sealed class RecordingObserver : ISnapshotObserver
{
    private readonly ConcurrentQueue<(Epoch Epoch, long Version, int? Changes, bool Stale)> _swaps = new();

    public List<(Epoch Epoch, long Version, int? Changes, bool Stale)> Swaps => [.. _swaps];

    public void OnSwapped(View? previous, View current, IReadOnlyList<Change>? changes) =>
        _swaps.Enqueue((current.Snapshot.Epoch, current.Snapshot.Version, changes?.Count, current.IsStale));
}
