using System.Collections.Concurrent;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases.Holding;

namespace EdgeGuard.Sync.Tests.Compliance;

/// <summary>Keeps what it is told of each swap.</summary>
internal sealed class RecordingObserver : ISnapshotObserver
{
    private readonly ConcurrentQueue<(Epoch Epoch, long Version, int? Changes, bool Withdrawn)> _swaps = new();
    private int _thrown;

    public List<(Epoch Epoch, long Version, int? Changes, bool Withdrawn)> Swaps => [.. _swaps];

    /// <summary>The version at which it throws; none by default.</summary>
    public long ThrowsAtVersion { get; init; } = -1;

    /// <summary>How often it does.</summary>
    public int Throws { get; set; } = 1;

    public void OnSwapped(LeaseView previous, LeaseView current, IReadOnlyList<Change>? changes)
    {
        var snapshot = current.Snapshot!;
        if (snapshot.Version == ThrowsAtVersion && _thrown < Throws)
        {
            _thrown++;
            throw new InvalidOperationException("The test's observer fails.");
        }

        _swaps.Enqueue((snapshot.Epoch, snapshot.Version, changes?.Count, ReferenceEquals(previous.Snapshot, snapshot)));
    }
}
