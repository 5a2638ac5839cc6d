using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;

namespace EdgeGuard.Sync.DiskCopies;

/// <summary>
/// The copy as a place where the follower finds a state, asked before any other: only for a process that has none yet, and once. It
/// has no entries, and never gives a lease: that takes a scim's Grant to this process (FENCE section 3 (e)).
/// </summary>
internal sealed class DiskFeed(DiskCopyStore store) : ILogFeed
{
    private int _asked;

    /// <inheritdoc/>
    public string Name => "disk";

    /// <inheritdoc/>
    public bool IsLocalCopy => true;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEntriesAsync(Epoch epoch, long afterVersion, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>([]);

    /// <inheritdoc/>
    public async Task<FedState> ReadStateAsync(Epoch? current, long afterVersion, CancellationToken cancellationToken)
    {
        if (current is not null || !store.IsEnabled || Interlocked.Exchange(ref _asked, 1) != 0)
            return default;

        // A disk that hangs keeps the thread that reads it, and nobody else.
        var copy = await Task.Run(store.Load, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        return copy is var (state, witness) ? new FedState(state, witness, RefusalCause.None) : default;
    }
}
