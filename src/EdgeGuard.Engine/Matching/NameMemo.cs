using System.Runtime.CompilerServices;

namespace EdgeGuard.Engine.Matching;

/// <summary>
/// Which roles permit the names that were asked for first, as words. When it is full, further names are looked up each time they are asked
/// for: nobody makes others' questions allocate by asking for names that no one else uses. Filled without locks; thread-safe.
/// </summary>
/// <param name="patterns">How many patterns there are; room follows them.</param>
internal sealed class NameMemo(int patterns)
{
    private const int MinNames = 32;
    private const int MaxNames = 1024;
    private const int MaxLength = 128;

    private readonly MemoTable<Entry> _names = new();
    private readonly int _limit = Math.Min(MinNames + (2 * patterns), MaxNames);
    private int _count;

    /// <summary>What is known of the name; else its hash, for <see cref="Keep"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRecall(string name, out int hash, out ulong roles)
    {
        hash = string.GetHashCode(name, StringComparison.Ordinal);
        var entry = _names.Find((uint)hash);
        roles = entry?.Roles ?? 0;
        return entry is not null && string.Equals(entry.Name, name, StringComparison.Ordinal);
    }

    public void Keep(string name, int hash, ulong roles)
    {
        if (name.Length > MaxLength || Volatile.Read(ref _count) >= _limit || _names.Find((uint)hash) is not null)
            return;
        if (Interlocked.Increment(ref _count) <= _limit)
            _names.Add((uint)hash, new Entry(name, roles), _limit);
    }

    private sealed record Entry(string Name, ulong Roles);
}
