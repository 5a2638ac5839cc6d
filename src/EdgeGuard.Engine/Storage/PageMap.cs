using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace EdgeGuard.Engine.Storage;

/// <summary>
/// The pages of a persistent extendible hash table, by the highest bits of a key's place. A page that is full splits in two where the
/// directory tells the halves apart already; the directory doubles only for a page that is much too full. So the directory is as
/// small as for large pages, and most pages, which a change copies, are small. Lives in the field of one table and is never copied otherwise.
/// </summary>
/// <typeparam name="TWord">What pages are arrays of.</typeparam>
/// <typeparam name="TPages">How pages are copied and split; static, so that each table's code is compiled for its pages.</typeparam>
internal struct PageMap<TWord, TPages>
    where TWord : unmanaged
    where TPages : struct, IPageKind<TWord>
{
    /// <summary>A page of as many splits in two where that costs no more room in the directory.</summary>
    internal const int FullEntries = 32;

    /// <summary>A page of as many splits in two in any case.</summary>
    internal const int MaxEntries = 80;

    /// <summary>No page stands for fewer bits of the place.</summary>
    internal const int FirstDepth = 4;

    // Past this depth pages grow instead of splitting: only keys made to collide get here, and they must not blow up the directory.
    internal const int MaxDepth = 26;

    private const int CacheLine = 64;
    private const int PlaceBits = 32;

    // So many on average, and the fullest of a million pages is not too full.
    private const int UsualEntries = 40;

    private PageDirectory<Entry> _pages;
    private int _depth;

    private PageMap(PageDirectory<Entry> pages, int depth)
    {
        _pages = pages;
        _depth = depth;
    }

    /// <summary>No pages, and no builder: it is everyone's.</summary>
    public static PageMap<TWord, TPages> Empty => new(new PageDirectory<Entry>(OwnerTokens.Shared), FirstDepth);

    public readonly PageMap<TWord, TPages> Thaw(long owner) => new(_pages.Thaw(owner), _depth);

    /// <summary>The page of that place, with its size; null when nothing was ever put there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TWord[]? At(uint place, out int size)
    {
        var number = NumberOf(place);
        if (!_pages.Holds(number))
        {
            size = 0;
            return null;
        }

        ref readonly var entry = ref _pages.At(number);
        size = entry.Size;
        return entry.Page;
    }

    /// <summary>
    /// Asks for all cache lines of that place's page, for a builder that will copy it: their misses then overlap with each other and with
    /// what the builder does until then.
    /// </summary>
    public readonly unsafe void Prefetch(uint place)
    {
        if (!Sse.IsSupported || At(place, out var size) is not { } page)
            return;
        // Only hints, which may name any address: the collector may move the page at any time.
        var start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(page));
        for (var offset = 0; offset < TPages.Bytes(size); offset += CacheLine)
            Sse.Prefetch0(start + offset);
    }

    /// <summary>The page of that place, empty when there was none, in a copy that this builder may write.</summary>
    public TWord[] Own(uint place, out int size)
    {
        var number = NumberOf(place);
        var entry = _pages.Holds(number) ? _pages.At(number) : default;
        size = entry.Size;
        if (entry.Page is not null && entry.Owner == _pages.Owner && entry.Owner != OwnerTokens.Shared)
            return entry.Page;

        // An entry that was never written has depth 0, but no page spans more than one entry of the first directory.
        var (copy, depth) = entry.Page is null ? (TPages.New(out size), FirstDepth) : (TPages.Copy(entry.Page, size), entry.Depth);
        Publish(place, new Entry(copy, size, depth, _pages.Owner));
        return copy;
    }

    /// <summary>Puts another page, or the same one with another size, in the place of one that this builder may write.</summary>
    public void Replace(uint place, TWord[] page, int size) =>
        Publish(place, new Entry(page, size, _pages.At(NumberOf(place)).Depth, _pages.Owner));

    /// <summary>Splits the page of that place if it is to have fewer than its <paramref name="count"/> entries; false when it is not.</summary>
    public bool TrySplit(uint place, int count)
    {
        if (count < FullEntries)
            return false;
        var entry = _pages.At(NumberOf(place));
        if (entry.Depth == _depth)
        {
            if (count < MaxEntries || _depth == MaxDepth)
                return false;
            Deepen();
        }

        var depth = entry.Depth + 1;
        var bit = 1u << (PlaceBits - depth);
        var low = TPages.Half(entry.Page, entry.Size, bit, set: false, out var lowSize);
        var high = TPages.Half(entry.Page, entry.Size, bit, set: true, out var highSize);
        Publish(place & ~bit, new Entry(low, lowSize, depth, _pages.Owner));
        Publish(place | bit, new Entry(high, highSize, depth, _pages.Owner));
        return true;
    }

    /// <summary>Takes over the pages of a whole table in the order of their places, for all of which they stand; there were none before.</summary>
    public void Fill(IReadOnlyList<FilledPage<TWord>> pages)
    {
        foreach (var page in pages)
            _depth = Math.Max(_depth, page.Depth);
        // The last first: the root grows once.
        var end = 1 << _depth;
        for (var i = pages.Count - 1; i >= 0; i--)
        {
            var page = pages[i];
            var entry = new Entry(page.Words, page.Size, page.Depth, _pages.Owner);
            for (var first = end - (1 << (_depth - page.Depth)); end > first; end--)
                _pages.Own(end - 1) = entry;
        }
    }

    /// <summary>The bits that tell pages of so many entries apart, when each is about as full as pages are.</summary>
    public static int DepthFor(int entries) => Math.Clamp(BitOperations.Log2((uint)entries / UsualEntries) + 1, FirstDepth, MaxDepth);

    /// <summary>Each page once, from that of a place on, in the order of places.</summary>
    public readonly IEnumerable<(TWord[] Page, int Size)> From(uint place)
    {
        TWord[]? last = null;
        for (var number = NumberOf(place); number < 1 << _depth; number++)
        {
            var entry = _pages.Holds(number) ? _pages.At(number) : default;
            // The entries of one page stand together.
            if (entry.Page is null || ReferenceEquals(entry.Page, last))
                continue;
            last = entry.Page;
            yield return (entry.Page, entry.Size);
        }
    }

    private readonly int NumberOf(uint place) => (int)(place >> (PlaceBits - _depth));

    /// <summary>Writes the entry to every number that shares its page: those that agree in the highest <c>Depth</c> bits.</summary>
    private void Publish(uint place, Entry entry)
    {
        var shared = 1 << (_depth - entry.Depth);
        var first = NumberOf(place) & ~(shared - 1);
        for (var number = first; number < first + shared; number++)
            _pages.Own(number) = entry;
    }

    /// <summary>Doubles the directory: number n becomes 2n and 2n + 1.</summary>
    private void Deepen()
    {
        var deeper = new PageDirectory<Entry>(_pages.Owner);
        for (var number = (1 << _depth) - 1; number >= 0; number--)
        {
            if (!_pages.Holds(number) || _pages.At(number) is not { Page: not null } entry)
                continue;
            deeper.Own((2 * number) + 1) = entry;
            deeper.Own(2 * number) = entry;
        }

        _pages = deeper;
        _depth++;
    }

    /// <summary>A page and what the directory says of it: its size, the bits of the place that it stands for, the builder that may write it.</summary>
    private readonly struct Entry(TWord[] page, int size, int depth, long owner)
    {
        private const int SizeBits = 20;
        private const int DepthBits = 5;

        private readonly long _bits = (owner << (SizeBits + DepthBits)) | ((long)depth << SizeBits) | (long)size;

        /// <summary>Null in an entry that was never written, in which all is 0.</summary>
        public TWord[] Page { get; } = page;

        public int Size => (int)_bits & ((1 << SizeBits) - 1);

        public int Depth => (int)(_bits >> SizeBits) & ((1 << DepthBits) - 1);

        public long Owner => _bits >> (SizeBits + DepthBits);
    }
}
