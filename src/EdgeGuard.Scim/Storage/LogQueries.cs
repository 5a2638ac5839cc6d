using EdgeGuard.Sync.Publishing;

namespace EdgeGuard.Scim.Storage;

/// <summary>Reads the log.</summary>
internal sealed class LogQueries(DbSession session)
{
    /// <inheritdoc cref="ILogSource.ReadEntriesAsync"/>
    /// <remarks>Of the present epoch only: what an earlier one left in the log is nobody's.</remarks>
    public IReadOnlyList<StoredEntry> Read(long afterVersion, int limit) =>
        [.. session.Stream<Row>(
            "select version, entry from log where version > @afterVersion and version > (select epoch_version from head) order by version limit @limit",
            new { afterVersion, limit })
            .Select(row => new StoredEntry(row.Version, row.Entry))];

    private sealed record Row
    {
        public long Version { get; init; }

        public required byte[] Entry { get; init; }
    }
}
