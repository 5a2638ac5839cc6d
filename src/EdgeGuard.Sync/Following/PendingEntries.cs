using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// Authentic entries that came before those that precede them: a fenced entry is pushed by a scim while the plain ones before it are on
/// their way through Redis. Of one epoch, bounded; what has no room is fetched when its turn comes. Not thread-safe.
/// </summary>
internal sealed class PendingEntries
{
    private const int MaxEntries = 4096;
    private const long MaxBytes = 32L * 1024 * 1024;

    private readonly SortedDictionary<long, (LogEntry Entry, ReadOnlyMemory<byte> Bytes)> _entries = [];
    private Epoch _epoch;
    private long _bytes;

    /// <summary>The last version that is known to exist in the epoch of the entries here; 0 for none.</summary>
    public long Furthest { get; private set; }

    /// <summary>Keeps an entry.</summary>
    public void Add(LogEntry entry, ReadOnlyMemory<byte> bytes)
    {
        if (entry.Epoch != _epoch)
            Clear(entry.Epoch);
        Furthest = Math.Max(Furthest, entry.Version);
        var hasRoom = _entries.Count == 0 || (_entries.Count < MaxEntries && _bytes + bytes.Length <= MaxBytes);
        if (hasRoom && _entries.TryAdd(entry.Version, (entry, bytes)))
            _bytes += bytes.Length;
    }

    /// <summary>Takes the entry of a version, if it is here.</summary>
    public bool TryTake(Epoch epoch, long version, out LogEntry? entry, out ReadOnlyMemory<byte> bytes)
    {
        (entry, bytes) = (null, default);
        if (epoch != _epoch || !_entries.Remove(version, out var found))
            return false;
        (entry, bytes) = found;
        _bytes -= bytes.Length;
        return true;
    }

    /// <summary>Forgets what a state has already, or what is of another epoch.</summary>
    public void ForgetUntil(Epoch epoch, long version)
    {
        if (epoch != _epoch)
            Clear(epoch);
        while (_entries.Count > 0 && _entries.First() is var (first, (_, bytes)) && first <= version)
        {
            _entries.Remove(first);
            _bytes -= bytes.Length;
        }
    }

    private void Clear(Epoch epoch)
    {
        _entries.Clear();
        (_epoch, _bytes, Furthest) = (epoch, 0, 0);
    }
}
