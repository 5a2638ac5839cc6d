using System.Collections.Concurrent;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;

namespace EdgeGuard.Sync.Tests.Compliance;

/// <summary>Keeps what it is told of each swap.</summary>
internal sealed class RecordingObserver : ISnapshotObserver
{
    private readonly ConcurrentQueue<(Epoch Epoch, long Version, int? Changes, bool Stale)> _swaps = new();
    private bool _thrown;

    public List<(Epoch Epoch, long Version, int? Changes, bool Stale)> Swaps => [.. _swaps];

    /// <summary>The version at which it throws, once; none by default.</summary>
    public long ThrowsAtVersion { get; init; } = -1;

    public void OnSwapped(View? previous, View current, IReadOnlyList<Change>? changes)
    {
        if (current.Snapshot.Version == ThrowsAtVersion && !_thrown)
        {
            _thrown = true;
            throw new InvalidOperationException("The test's observer fails.");
        }

        _swaps.Enqueue((current.Snapshot.Epoch, current.Snapshot.Version, changes?.Count, current.IsStale));
    }
}
