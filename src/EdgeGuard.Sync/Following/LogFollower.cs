namespace EdgeGuard.Sync.Following;

/// <summary>Keeps a <see cref="SnapshotState"/> at the head of the log. Runs until it is stopped.</summary>
public sealed class LogFollower
{
    /// <summary>Follows until <paramref name="cancellationToken"/>.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
