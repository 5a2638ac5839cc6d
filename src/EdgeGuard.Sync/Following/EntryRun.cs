using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Following;

/// <summary>Consecutive entries that are to share one swap, with the bytes that they came in. Not thread-safe.</summary>
internal sealed class EntryRun
{
    private readonly List<ReadOnlyMemory<byte>> _bytes = [];

    /// <summary>The entries, in order.</summary>
    public List<LogEntry> Entries { get; } = [];

    public int Count => Entries.Count;

    /// <summary>The bytes of the last one.</summary>
    public ReadOnlyMemory<byte> LastBytes => _bytes[^1];

    public void Add(LogEntry entry, ReadOnlyMemory<byte> bytes)
    {
        Entries.Add(entry);
        _bytes.Add(bytes);
    }

    /// <summary>Keeps the first <paramref name="count"/>.</summary>
    public void Truncate(int count)
    {
        Entries.RemoveRange(count, Entries.Count - count);
        _bytes.RemoveRange(count, _bytes.Count - count);
    }

    public void Clear()
    {
        Entries.Clear();
        _bytes.Clear();
    }
}
