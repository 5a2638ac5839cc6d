using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Storage;

/// <summary>
/// A persistent extendible hash table from 128-bit keys to a number and a memo (<see cref="KeySlot"/>). Small pages hang under a
/// <see cref="PageDirectory{TEntry}"/>; a page holds its slots dense and in order, so that a look-up starts where the key's share of the
/// range points and is a few slots off. A builder's copy (<see cref="Thaw"/>) shares everything and copies each page that it
/// writes once. Frozen instances are safe to read from any thread; a thawed one belongs to its builder.
/// </summary>
/// <remarks>
/// <para>About 30 bytes a key: 28 and the room to grow in. The four bytes of a key that readers do not need (<see cref="KeyParts.Place"/>)
/// stand after the slots of the page, so that a cache line holds more of what they do need.</para>
/// <para>Readers compare the 96 bits in the slot, and the page stands for some bits more (7 from a hundred keys on, 17 for ten million).
/// Keys are the output of a keyed SipHash, so nobody can aim: among ten million keys two agree in those with a probability of 2^-68,
/// and a key that is not there meets one that is with 2^-96 or less a question. Builders compare all 128.</para>
/// </remarks>
internal sealed class KeyTable
{
    /// <summary>A page with more splits in two.</summary>
    internal const int MaxEntries = 96;

    private const int FirstDepth = 4;

    // Past this depth pages grow instead of splitting: only keys made to collide get here, and they must not blow up the directory.
    private const int MaxDepth = 26;

    private PageDirectory<Entry> _pages;
    private int _depth;

    public KeyTable()
    {
        // No builder: its pages are everyone's.
        _pages = new PageDirectory<Entry>(OwnerTokens.Shared);
        _depth = FirstDepth;
    }

    private KeyTable(KeyTable shared, long owner)
    {
        _pages = shared._pages.Thaw(owner);
        _depth = shared._depth;
        Count = shared.Count;
    }

    public int Count { get; private set; }

    public KeyTable Thaw(long owner) => new(this, owner);

    /// <summary>Where the key would be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public KeyProbe Probe(Hash128 key)
    {
        var parts = new KeyParts(key);
        var number = (int)(parts.Place >> (32 - _depth));
        if (!_pages.Holds(number))
            return default;
        ref readonly var entry = ref _pages.At(number);
        return new KeyProbe(entry.Page, entry.Count, parts);
    }

    /// <summary>The value of the key; 0 when it is not there.</summary>
    public uint Find(Hash128 key)
    {
        ref var slot = ref Probe(key).Find();
        return Unsafe.IsNullRef(ref slot) ? 0 : slot.Value;
    }

    /// <summary>
    /// The slot of a key of that bearing (<see cref="KeyParts.Bearing"/>) that has the value, flags aside; a null reference when there is none.
    /// </summary>
    public ref KeySlot Near(ulong bearing, uint value, uint mask)
    {
        var entry = EntryOf((uint)(bearing >> 32));
        return ref KeyProbe.Near(entry.Page, entry.Count, (uint)bearing, value, mask);
    }

    /// <summary>The slot of a key that is there, in a page that this builder may write.</summary>
    public ref KeySlot Own(Hash128 key)
    {
        var parts = new KeyParts(key);
        var entry = OwnPage(parts.Place);
        var index = KeyPage.IndexOf(entry.Page, entry.Count, parts, out var found);
        if (!found)
            throw new InvalidOperationException("The key is not in the table.");
        return ref KeyPage.Slots(entry.Page)[index];
    }

    /// <summary>Puts a key, or replaces its value. Its memo is <paramref name="memo"/> afterwards.</summary>
    public void Set(Hash128 key, uint value, ulong memo = 0)
    {
        var parts = new KeyParts(key);
        var entry = OwnPage(parts.Place);
        var index = KeyPage.IndexOf(entry.Page, entry.Count, parts, out var found);
        if (!found)
        {
            while (entry.Count >= MaxEntries && entry.Depth < MaxDepth)
            {
                Split(parts.Place, entry);
                entry = OwnPage(parts.Place);
                index = KeyPage.IndexOf(entry.Page, entry.Count, parts, out _);
            }

            if (entry.Count == KeyPage.CapacityOf(entry.Page))
                entry = entry with { Page = KeyPage.Resized(entry.Page, entry.Count, entry.Count + KeyPage.Step(entry.Count)) };
            KeyPage.Insert(entry.Page, entry.Count, index, parts);
            Publish(parts.Place, entry with { Count = entry.Count + 1 });
            Count++;
        }

        ref var slot = ref KeyPage.Slots(entry.Page)[index];
        (slot.Value, slot.Memo) = (value, memo);
    }

    /// <summary>Takes the key out if it is there.</summary>
    public void Remove(Hash128 key)
    {
        var parts = new KeyParts(key);
        var entry = EntryOf(parts.Place);
        if (entry.Page is null)
            return;
        var index = KeyPage.IndexOf(entry.Page, entry.Count, parts, out var found);
        if (!found)
            return;

        entry = OwnPage(parts.Place);
        KeyPage.RemoveAt(entry.Page, entry.Count, index);
        entry = entry with { Count = entry.Count - 1 };
        var step = KeyPage.Step(entry.Count);
        if (entry.Count + (3 * step) < KeyPage.CapacityOf(entry.Page))
            entry = entry with { Page = KeyPage.Resized(entry.Page, entry.Count, entry.Count + step) };
        Publish(parts.Place, entry);
        Count--;
    }

    /// <summary>All keys and values, in no order that means anything.</summary>
    public IEnumerable<KeyValuePair<Hash128, uint>> All()
    {
        ulong[]? last = null;
        for (var number = 0; number < 1 << _depth; number++)
        {
            var entry = _pages.Holds(number) ? _pages.At(number) : default;
            // The entries of one page stand together.
            if (entry.Page is null || ReferenceEquals(entry.Page, last))
                continue;
            last = entry.Page;
            for (var index = 0; index < entry.Count; index++)
                yield return new(KeyPage.KeyAt(entry.Page, index), KeyPage.Slots(entry.Page)[index].Value);
        }
    }

    /// <summary>
    /// Keys and values after <paramref name="key"/>, in the order of their <see cref="KeyParts"/>: the same for all tables of the same keys,
    /// whatever their histories. The default key comes before all others. Each page is put in order when it is reached.
    /// </summary>
    public IEnumerable<KeyValuePair<Hash128, uint>> After(Hash128 key)
    {
        var start = new KeyParts(key);
        var pairs = new List<(KeyParts Parts, KeyValuePair<Hash128, uint> Pair)>();
        ulong[]? last = null;
        for (var number = (int)(start.Place >> (32 - _depth)); number < 1 << _depth; number++)
        {
            var entry = _pages.Holds(number) ? _pages.At(number) : default;
            // The entries of one page stand together.
            if (entry.Page is null || ReferenceEquals(entry.Page, last))
                continue;
            last = entry.Page;
            pairs.Clear();
            for (var index = 0; index < entry.Count; index++)
            {
                var found = KeyPage.KeyAt(entry.Page, index);
                var parts = new KeyParts(found);
                if (KeyParts.Compare(parts, start) > 0)
                    pairs.Add((parts, new(found, KeyPage.Slots(entry.Page)[index].Value)));
            }

            pairs.Sort(static (left, right) => KeyParts.Compare(left.Parts, right.Parts));
            foreach (var (_, pair) in pairs)
                yield return pair;
        }
    }

    private Entry EntryOf(uint place)
    {
        var number = (int)(place >> (32 - _depth));
        return _pages.Holds(number) ? _pages.At(number) : default;
    }

    /// <summary>The directory entry of the place, its page copied first if it is shared.</summary>
    private Entry OwnPage(uint place)
    {
        var entry = EntryOf(place);
        if (entry.Owner == _pages.Owner && entry.Page is not null)
            return entry;

        // An entry that was never written has depth 0, but no page spans more than one entry of the first directory.
        entry = entry.Page is null
            ? new Entry([], 0, FirstDepth, _pages.Owner)
            : new Entry(KeyPage.Resized(entry.Page, entry.Count, KeyPage.CapacityOf(entry.Page)), entry.Count, entry.Depth, _pages.Owner);
        Publish(place, entry);
        return entry;
    }

    /// <summary>Writes the entry to every number that shares its page: those that agree in the highest <c>Depth</c> bits.</summary>
    private void Publish(uint place, Entry entry)
    {
        var shared = 1 << (_depth - entry.Depth);
        var first = (int)(place >> (32 - _depth)) & ~(shared - 1);
        for (var number = first; number < first + shared; number++)
            _pages.Own(number) = entry;
    }

    private void Split(uint place, Entry entry)
    {
        if (entry.Depth == _depth)
            Deepen();

        var depth = entry.Depth + 1;
        var bit = 1u << (32 - depth);
        var low = KeyPage.Half(entry.Page, entry.Count, bit, set: false, out var lows);
        var high = KeyPage.Half(entry.Page, entry.Count, bit, set: true, out var highs);
        Publish(place & ~bit, new Entry(low, lows, depth, _pages.Owner));
        Publish(place | bit, new Entry(high, highs, depth, _pages.Owner));
    }

    /// <summary>Doubles the directory: number n becomes 2n and 2n + 1.</summary>
    private void Deepen()
    {
        var deeper = new PageDirectory<Entry>(_pages.Owner);
        for (var number = (1 << _depth) - 1; number >= 0; number--)
        {
            if (!_pages.Holds(number) || _pages.At(number) is not { Depth: > 0 } entry)
                continue;
            deeper.Own((2 * number) + 1) = entry;
            deeper.Own(2 * number) = entry;
        }

        _pages = deeper;
        _depth++;
    }

    /// <summary>A page and what the directory says of it: its slots, the bits of the place that it stands for, the builder that may write it.</summary>
    private readonly struct Entry(ulong[] page, int count, int depth, long owner)
    {
        private const int CountBits = 20;
        private const int DepthBits = 5;

        private readonly long _bits = (owner << (CountBits + DepthBits)) | ((long)depth << CountBits) | (long)count;

        /// <summary>Null in an entry that was never written, in which all is 0.</summary>
        public ulong[] Page { get; init; } = page;

        public int Count
        {
            get => (int)_bits & ((1 << CountBits) - 1);
            init => _bits = (_bits >> CountBits << CountBits) | (long)value;
        }

        public int Depth => (int)(_bits >> CountBits) & ((1 << DepthBits) - 1);

        public long Owner => _bits >> (CountBits + DepthBits);
    }
}
