using EdgeGuard.Sync.Following;
using Microsoft.Extensions.Hosting;

namespace EdgeGuard.Sync.Hosting;

/// <summary>Runs the follower for the life of the host, with every registered <see cref="ISnapshotObserver"/> told of its swaps,
/// every <see cref="ILeaseSignals"/> of what scims should know, and every <see cref="ILogFeed"/> asked for what Redis does not have.</summary>
internal sealed class FollowerService(LogFollower follower, SnapshotState state, IEnumerable<ISnapshotObserver> observers, IEnumerable<ILeaseSignals> signals, IEnumerable<ILogFeed> feeds)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var observer in observers)
            state.Observe(observer);
        follower.Join(signals, feeds);
        return follower.RunAsync(stoppingToken);
    }
}
