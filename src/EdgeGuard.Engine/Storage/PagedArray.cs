using System.Runtime.CompilerServices;

namespace EdgeGuard.Engine.Storage;

/// <summary>
/// A persistent array: pages under a <see cref="PageDirectory{TEntry}"/>. A builder's copy (<see cref="Thaw"/>) shares everything with
/// the original and copies a page and the way to it the first time it writes there, so that a change costs about a KiB whatever
/// the length. Pages never written read as defaults and take no memory. Frozen instances are safe to read from any thread; a thawed
/// one belongs to its builder.
/// </summary>
internal sealed class PagedArray<T>
{
    private readonly int _pageBits;
    private PageDirectory<Entry> _pages;

    /// <summary>An empty array.</summary>
    /// <param name="pageBits">Logarithm of the items in a page; choose it for pages of a quarter to 2 KiB.</param>
    public PagedArray(int pageBits)
        : this(pageBits, new PageDirectory<Entry>(OwnerTokens.Shared))
    {
    }

    private PagedArray(int pageBits, PageDirectory<Entry> pages)
    {
        _pageBits = pageBits;
        _pages = pages;
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
    public PagedArray<T> Thaw(long owner) => new(_pageBits, _pages.Thaw(owner));

    /// <summary>The page of <paramref name="index"/> for readers; null when it was never written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T[]? PageOf(int index)
    {
        var number = index >> _pageBits;
        return _pages.Holds(number) ? _pages.At(number).Page : null;
    }

    /// <summary>The place of <paramref name="index"/>, writable: its page is copied first if it is shared.</summary>
    public ref T Own(int index)
    {
        ref var entry = ref _pages.Own(index >> _pageBits);
        if (entry.Page is null)
            entry = new Entry { Page = new T[1 << _pageBits], Owner = _pages.Owner };
        else if (entry.Owner != _pages.Owner)
            entry = new Entry { Page = entry.Page.AsSpan().ToArray(), Owner = _pages.Owner };
        return ref entry.Page[index & ((1 << _pageBits) - 1)];
    }

    private struct Entry
    {
        public T[]? Page;
        public long Owner;
    }
}
