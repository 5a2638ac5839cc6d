namespace EdgeGuard.Sync.Publishing;

/// <summary>
/// Carries the durable log to Redis: appends what Redis lacks, repairs a lost or foreign Redis, writes snapshots, beats. Runs until
/// it is stopped. Any number of processes may run one each.
/// </summary>
public sealed class LogPublisher
{
    /// <summary>Tells that entries up to <paramref name="version"/> are committed. Never blocks, never throws; hints may be lost.</summary>
    public void Notify(long version) => throw new NotSupportedException();

    /// <summary>Publishes until <paramref name="cancellationToken"/>.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
