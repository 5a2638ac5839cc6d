using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Publishing;

namespace EdgeGuard.Sync.Tests.Publishing;

/// <summary>A database whose rows can be made to lack something that its log holds.</summary>
internal sealed class DamagedLogSource(ILogSource inner) : ILogSource
{
    private volatile bool _damaged;

    public bool Damaged
    {
        set => _damaged = value;
    }

    public Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken) => inner.ReadHeadAsync(cancellationToken);

    public Task<IReadOnlyList<StoredEntry>> ReadEntriesAsync(long afterVersion, int limit, CancellationToken cancellationToken) =>
        inner.ReadEntriesAsync(afterVersion, limit, cancellationToken);

    public Task ReadStateAsync(Func<LogHead, IAsyncEnumerable<Change>, Task> write, CancellationToken cancellationToken) =>
        inner.ReadStateAsync((head, rows) => write(head, _damaged ? rows.Skip(1) : rows), cancellationToken);
}
