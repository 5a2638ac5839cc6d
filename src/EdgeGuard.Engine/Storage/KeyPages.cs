namespace EdgeGuard.Engine.Storage;

/// <summary>Whole pages of a <see cref="KeyTable"/>, one after the other in the order of places, for <see cref="KeyTable.Fill"/>.</summary>
internal sealed class KeyPages
{
    private readonly List<FilledPage<ulong>> _pages = [];

    /// <summary>Slots in all pages.</summary>
    public int Count { get; private set; }

    /// <summary>The pages.</summary>
    public IReadOnlyList<FilledPage<ulong>> Pages => _pages;

    /// <summary>Adds the next page.</summary>
    /// <param name="page">Slots in the order of their keys; a <see cref="KeyPage"/>.</param>
    /// <param name="count">How many.</param>
    /// <param name="depth">Bits of the place that it stands for.</param>
    public void Add(ulong[] page, int count, int depth)
    {
        _pages.Add(new FilledPage<ulong>(page, count, depth));
        Count += count;
    }

    /// <summary>Adds the pages of another list after these.</summary>
    public void AddRange(KeyPages other)
    {
        _pages.AddRange(other._pages);
        Count += other.Count;
    }
}
