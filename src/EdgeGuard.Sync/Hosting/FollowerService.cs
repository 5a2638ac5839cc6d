using EdgeGuard.Sync.Following;
using Microsoft.Extensions.Hosting;

namespace EdgeGuard.Sync.Hosting;

/// <summary>Runs the follower for the life of the host, with every registered <see cref="ISnapshotObserver"/> told of its swaps.</summary>
internal sealed class FollowerService(LogFollower follower, SnapshotState state, IEnumerable<ISnapshotObserver> observers, IEnumerable<ILeaseSignals> signals)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var observer in observers)
            state.Observe(observer);
        follower.Signals = [.. signals];
        return follower.RunAsync(stoppingToken);
    }
}
