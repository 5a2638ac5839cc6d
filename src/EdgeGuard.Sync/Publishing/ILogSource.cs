using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Publishing;

/// <summary>
/// The durable log as the publisher reads it; implemented by each store. Every call reads committed state only. Thread-safe.
/// </summary>
public interface ILogSource
{
    /// <summary>The current end of the log.</summary>
    Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken);

    /// <summary>Encoded entries with versions after <paramref name="afterVersion"/>, in order and without gaps, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<StoredEntry>> ReadEntriesAsync(long afterVersion, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the whole state in one consistent read: calls <paramref name="write"/> once with the head of that state and its rows as
    /// puts, each after what it refers to.
    /// </summary>
    Task ReadStateAsync(Func<LogHead, IAsyncEnumerable<Change>, Task> write, CancellationToken cancellationToken);
}
