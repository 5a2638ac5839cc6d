using System.Runtime.CompilerServices;

namespace EdgeGuard.Engine.Storage;

/// <summary>
/// A persistent array: pages under a two-level directory. A builder's copy (<see cref="Thaw"/>) shares everything with the original
/// and copies a page, its directory segment and the root the first time it writes there, so that a change costs a few KiB whatever
/// the length. Pages never written read as defaults and take no memory. Frozen instances are safe to read from any thread; a thawed
/// one belongs to its builder.
/// </summary>
internal sealed class PagedArray<T>
{
    // Segments of 1 KiB: one is copied with each page.
    private const int SegmentBits = 6;
    private const int SegmentLength = 1 << SegmentBits;

    private readonly int _pageBits;
    private readonly long _owner;
    private Entry[][] _root;
    private bool _rootOwned;

    /// <summary>An empty array.</summary>
    /// <param name="pageBits">Logarithm of the items in a page; choose it for pages of 1 to 4 KiB.</param>
    public PagedArray(int pageBits)
        : this(pageBits, [], OwnerTokens.Shared)
    {
    }

    private PagedArray(int pageBits, Entry[][] root, long owner)
    {
        _pageBits = pageBits;
        _root = root;
        _owner = owner;
    }

    /// <summary>The item at <paramref name="index"/>; the default when nothing was ever written near it.</summary>
    public T? this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var page = PageOf(index);
            return page is null ? default : page[index & (page.Length - 1)];
        }
    }

    /// <summary>A copy for one builder.</summary>
    public PagedArray<T> Thaw(long owner) => new(_pageBits, _root, owner);

    /// <summary>The page of <paramref name="index"/> for readers; null when it was never written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T[]? PageOf(int index)
    {
        var root = _root;
        var number = index >> _pageBits;
        var segment = number >> SegmentBits;
        return (uint)segment < (uint)root.Length ? root[segment][number & (SegmentLength - 1)].Page : null;
    }

    /// <summary>The place of <paramref name="index"/>, writable: its page is copied first if it is shared.</summary>
    public ref T Own(int index)
    {
        var number = index >> _pageBits;
        ref var entry = ref OwnSegment(number >> SegmentBits)[number & (SegmentLength - 1)];
        if (entry.Page is null)
        {
            entry.Page = new T[1 << _pageBits];
            entry.Owner = _owner;
        }
        else if (entry.Owner != _owner)
        {
            entry.Page = entry.Page.AsSpan().ToArray();
            entry.Owner = _owner;
        }

        return ref entry.Page[index & ((1 << _pageBits) - 1)];
    }

    private Entry[] OwnSegment(int segment)
    {
        if (segment >= _root.Length || !_rootOwned)
        {
            // Room for one more at a time: the root holds one reference for 64 pages of items.
            var root = new Entry[Math.Max(_root.Length, segment + 1)][];
            _root.CopyTo(root, 0);
            for (var i = _root.Length; i < root.Length; i++)
                root[i] = NewSegment();
            _root = root;
            _rootOwned = true;
        }

        var entries = _root[segment];
        if (entries[SegmentLength].Owner != _owner)
        {
            entries = entries.AsSpan().ToArray();
            entries[SegmentLength].Owner = _owner;
            _root[segment] = entries;
        }

        return entries;
    }

    private Entry[] NewSegment()
    {
        // The entry after the last says who owns the segment itself.
        var entries = new Entry[SegmentLength + 1];
        entries[SegmentLength].Owner = _owner;
        return entries;
    }

    private struct Entry
    {
        public T[]? Page;
        public long Owner;
    }
}
