using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Storage;

/// <summary>
/// A persistent extendible hash table from 128-bit keys to a number and a memo (<see cref="KeySlot"/>). The pages of its
/// <see cref="PageMap{TWord,TPages}"/> hold their slots dense and in order, so that a look-up starts where the key's share of the
/// range points and is a few slots off. A builder's copy (<see cref="Thaw"/>) shares everything and copies each page that it
/// writes once. Frozen instances are safe to read from any thread; a thawed one belongs to its builder. A struct so that a reader does not go
/// through one more object; it lives in the field of one table, which must not be read-only, and is never copied otherwise.
/// </summary>
/// <remarks>
/// <para>About 30 bytes a key: 28 and the room to grow in. The four bytes of a key that readers do not need (<see cref="KeyParts.Place"/>)
/// stand after the slots of the page, so that a cache line holds more of what they do need.</para>
/// <para>Readers compare the 96 bits in the slot, and the page stands for some bits more (7 from a hundred keys on, 17 for ten million).
/// Keys are the output of a keyed SipHash, so nobody can aim: among ten million keys two agree in those with a probability of 2^-68,
/// and a key that is not there meets one that is with 2^-96 or less a question. Builders compare all 128.</para>
/// </remarks>
internal struct KeyTable
{
    private PageMap<ulong, KeyPage> _pages;

    public KeyTable()
        : this(PageMap<ulong, KeyPage>.Empty, 0)
    {
    }

    private KeyTable(PageMap<ulong, KeyPage> pages, int count)
    {
        _pages = pages;
        Count = count;
    }

    public int Count { get; private set; }

    public readonly KeyTable Thaw(long owner) => new(_pages.Thaw(owner), Count);

    /// <summary>Where the key would be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly KeyProbe Probe(Hash128 key)
    {
        var parts = new KeyParts(key);
        var page = _pages.At(parts.Place, out var count);
        return new KeyProbe(page, count, parts);
    }

    /// <summary>The value of the key; 0 when it is not there.</summary>
    public readonly uint Find(Hash128 key)
    {
        ref var slot = ref Probe(key).Find();
        return Unsafe.IsNullRef(ref slot) ? 0 : slot.Value;
    }

    /// <summary>
    /// The slot of a key of that bearing (<see cref="KeyParts.Bearing"/>) that has the value, flags aside; a null reference when there is none.
    /// </summary>
    public readonly ref KeySlot Near(ulong bearing, uint value, uint mask)
    {
        var page = _pages.At((uint)(bearing >> 32), out var count);
        return ref KeyProbe.Near(page, count, (uint)bearing, value, mask);
    }

    /// <summary>Asks for the whole page of a key, for a builder that will copy it.</summary>
    public readonly void Prefetch(Hash128 key) => _pages.Prefetch(new KeyParts(key).Place);

    /// <summary>The slot of a key that is there, in a page that this builder may write.</summary>
    public ref KeySlot Own(Hash128 key)
    {
        var parts = new KeyParts(key);
        var page = _pages.Own(parts.Place, out var count);
        var index = KeyPage.IndexOf(page, count, parts, out var found);
        if (!found)
            throw new InvalidOperationException("The key is not in the table.");
        return ref KeyPage.Slots(page)[index];
    }

    /// <summary>Puts a key, or replaces its value. Its memo is <paramref name="memo"/> afterwards.</summary>
    public void Set(Hash128 key, uint value, ulong memo = 0)
    {
        var parts = new KeyParts(key);
        var page = _pages.Own(parts.Place, out var count);
        var index = KeyPage.IndexOf(page, count, parts, out var found);
        if (!found)
        {
            while (_pages.TrySplit(parts.Place, count))
            {
                page = _pages.Own(parts.Place, out count);
                index = KeyPage.IndexOf(page, count, parts, out _);
            }

            if (count == KeyPage.CapacityOf(page))
                page = KeyPage.Resized(page, count, count + KeyPage.Step(count));
            KeyPage.Insert(page, count, index, parts);
            _pages.Replace(parts.Place, page, count + 1);
            Count++;
        }

        ref var slot = ref KeyPage.Slots(page)[index];
        (slot.Value, slot.Memo) = (value, memo);
    }

    /// <summary>Takes over the pages of a whole table; this one is empty. Together they stand for all places.</summary>
    public void Fill(KeyPages pages)
    {
        if (Count > 0)
            throw new InvalidOperationException("The table is not empty.");
        _pages.Fill(pages.Pages);
        Count = pages.Count;
    }

    /// <summary>Takes the key out if it is there.</summary>
    public void Remove(Hash128 key)
    {
        if (Unsafe.IsNullRef(ref Probe(key).Find()))
            return;
        var parts = new KeyParts(key);
        var page = _pages.Own(parts.Place, out var count);
        var index = KeyPage.IndexOf(page, count, parts, out var found);
        if (!found)
            return;

        KeyPage.RemoveAt(page, count--, index);
        var step = KeyPage.Step(count);
        if (count + (3 * step) < KeyPage.CapacityOf(page))
            page = KeyPage.Resized(page, count, count + step);
        _pages.Replace(parts.Place, page, count);
        Count--;
    }

    /// <summary>All keys and values, in no order that means anything.</summary>
    public readonly IEnumerable<KeyValuePair<Hash128, uint>> All() =>
        _pages.From(0).SelectMany(static entry => Enumerable.Range(0, entry.Size), static (entry, index) => PairAt(entry.Page, index));

    /// <summary>
    /// Keys and values after <paramref name="key"/>, in the order of their <see cref="KeyParts"/>: the same for all tables of the same keys,
    /// whatever their histories. The default key comes before all others. Slots are in the order of the keys' <see cref="KeyParts.Order"/>,
    /// so each page is put in this one when it is reached.
    /// </summary>
    public readonly IEnumerable<KeyValuePair<Hash128, uint>> After(Hash128 key)
    {
        var start = new KeyParts(key);
        return _pages.From(start.Place).SelectMany(entry => Sorted(entry.Page, entry.Size, start));
    }

    private static IEnumerable<KeyValuePair<Hash128, uint>> Sorted(ulong[] page, int count, KeyParts start)
    {
        var pairs = new List<(KeyParts Parts, KeyValuePair<Hash128, uint> Pair)>(count);
        for (var index = 0; index < count; index++)
        {
            var pair = PairAt(page, index);
            var parts = new KeyParts(pair.Key);
            if (KeyParts.Compare(parts, start) > 0)
                pairs.Add((parts, pair));
        }

        pairs.Sort(static (left, right) => KeyParts.Compare(left.Parts, right.Parts));
        return pairs.Select(static pair => pair.Pair);
    }

    private static KeyValuePair<Hash128, uint> PairAt(ulong[] page, int index) => new(KeyPage.KeyAt(page, index), KeyPage.Slots(page)[index].Value);
}
