using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace EdgeGuard.Engine.Storage;

/// <summary>
/// A persistent array: pages under a <see cref="PageDirectory{TEntry}"/>. A builder's copy (<see cref="Thaw"/>) shares everything with
/// the original and copies a page and the way to it the first time it writes there, so that a change costs about a KiB whatever
/// the length. Pages never written read as defaults and take no memory. Frozen instances are safe to read from any thread; a thawed
/// one belongs to its builder. A struct, so that thawing a table makes one object and not one for each of its arrays; it lives in
/// the field of one table, which must not be read-only, and is never copied otherwise.
/// </summary>
internal struct PagedArray<T>
{
    private readonly int _pageBits;
    private PageDirectory<Entry> _pages;

    /// <summary>An empty array.</summary>
    /// <param name="pageBits">Logarithm of the items in a page; choose it for pages of an eighth to half a KiB.</param>
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
    public readonly T? this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var page = PageOf(index);
            return page is null ? default : page[index & (page.Length - 1)];
        }
    }

    /// <summary>A copy for one builder.</summary>
    public readonly PagedArray<T> Thaw(long owner) => new(_pageBits, _pages.Thaw(owner));

    /// <summary>The page of <paramref name="index"/> for readers; null when it was never written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T[]? PageOf(int index)
    {
        var number = index >> _pageBits;
        return _pages.Holds(number) ? _pages.At(number).Page : null;
    }

    /// <summary>Asks for the cache line of the item, for a builder that reads it after something else.</summary>
    public readonly unsafe void Prefetch(int index)
    {
        // Only a hint, which may name any address: the collector may move the page at any time.
        if (Sse.IsSupported && PageOf(index) is { } page)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(page), index & ((1 << _pageBits) - 1))));
    }

    /// <summary>The place of <paramref name="index"/>, writable: its page is copied first if it is shared.</summary>
    public ref T Own(int index)
    {
        ref var entry = ref _pages.Own(index >> _pageBits, out var first);
        if (entry.Page is null)
            entry.Page = new T[1 << _pageBits];
        else if (first)
            entry.Page = entry.Page.AsSpan().ToArray();
        return ref entry.Page[index & ((1 << _pageBits) - 1)];
    }

    /// <summary>Items as whole pages for <see cref="SetPages"/>; the last one is filled up with defaults. Reads nothing of this instance that changes.</summary>
    public readonly T[][] PagesOf(ReadOnlySpan<T> items)
    {
        var length = 1 << _pageBits;
        var pages = new T[(items.Length + length - 1) >> _pageBits][];
        for (var i = 0; i < pages.Length; i++)
        {
            var rest = items[(i << _pageBits)..];
            var page = pages[i] = new T[length];
            rest[..Math.Min(length, rest.Length)].CopyTo(page);
        }

        return pages;
    }

    /// <summary>Takes over whole pages. <paramref name="first"/> is the index of the first item, at the beginning of a page.</summary>
    public void SetPages(int first, T[][] pages)
    {
        for (var i = 0; i < pages.Length; i++)
            _pages.Own((first >> _pageBits) + i) = new Entry { Page = pages[i] };
    }

    private struct Entry
    {
        public T[]? Page;
    }
}
