using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases.Holding;

namespace EdgeGuard.Sync.DiskCopies;

/// <summary>
/// Keeps the copy up to date: soon after the first state, then at most once a minute, and never for more than about a twentieth of one
/// core; once more at the end. On a thread of its own: neither requests nor the follower wait for the disk.
/// </summary>
internal sealed class DiskCopyKeeper(DiskCopyStore store, EdgeLease lease, IFollowerInput follower, TimeProvider time)
{
    /// <summary>Least time between the end of a write and the next one.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Least rest after a write, in its own durations.</summary>
    private const int Rest = 20;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Writes what has changed, until <paramref name="cancellationToken"/>.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!store.IsEnabled)
            return;
        var rest = TimeSpan.Zero;
        var writtenAt = time.GetTimestamp();
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            if (time.GetElapsedTime(writtenAt) < rest || NewState() is not { } state)
                continue;
            var duration = await SaveAsync(state, cancellationToken).ConfigureAwait(false);
            writtenAt = time.GetTimestamp();
            rest = Rest * duration > Every ? Rest * duration : Every;
        }
    }

    /// <summary>Writes what has changed since the last write; to be called when <see cref="RunAsync"/> has ended.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (store.IsEnabled && NewState() is { } state)
            await SaveAsync(state, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The present state, if the copy is another and it is not one that was proved wrong.</summary>
    private Snapshot? NewState() =>
        lease.View.Snapshot is { } state && !lease.IsDistrusted && !store.Holds(state) ? state : null;

    private Task<TimeSpan> SaveAsync(Snapshot state, CancellationToken cancellationToken)
    {
        var witness = follower.WitnessOf(new LogHead(state.Epoch, state.Version, state.Digest));
        return Task.Factory.StartNew(
            () => store.Save(state, witness, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }
}
