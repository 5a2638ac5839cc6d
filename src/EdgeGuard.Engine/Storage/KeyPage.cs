using System.Runtime.InteropServices;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Storage;

/// <summary>
/// The memory of one page of a <see cref="KeyTable"/>: slots, dense and in the order of their keys, then the <see cref="KeyParts.Place"/> of
/// each. One array, because a page is one object to the collector; how many slots are in use the directory says.
/// </summary>
internal readonly struct KeyPage : IPageKind<ulong>
{
    private const int SlotWords = 3;

    static ulong[] IPageKind<ulong>.New(out int size)
    {
        size = 0;
        return [];
    }

    static int IPageKind<ulong>.Bytes(int size) => ((size * SlotWords) + (size / 2)) * sizeof(ulong);

    static ulong[] IPageKind<ulong>.Copy(ulong[] page, int size) => Resized(page, size, CapacityOf(page));

    /// <summary>A page for so many slots, or for one more: the places fill whole words.</summary>
    public static ulong[] New(int capacity)
    {
        capacity += capacity & 1;
        return new ulong[(capacity * SlotWords) + (capacity / 2)];
    }

    public static int CapacityOf(ulong[] page) => page.Length * 2 / ((2 * SlotWords) + 1);

    /// <summary>By how many slots a page of <paramref name="count"/> grows.</summary>
    public static int Step(int count) => Math.Max(2, count / 16);

    public static Span<KeySlot> Slots(ulong[] page) => MemoryMarshal.Cast<ulong, KeySlot>(page.AsSpan(0, CapacityOf(page) * SlotWords));

    public static Span<uint> Places(ulong[] page) => MemoryMarshal.Cast<ulong, uint>(page.AsSpan(CapacityOf(page) * SlotWords));

    public static Hash128 KeyAt(ulong[] page, int index)
    {
        var slot = Slots(page)[index];
        return KeyParts.Join(Places(page)[index], slot.Order, slot.Rest);
    }

    /// <summary>A copy with another capacity. Readers may be writing memos meanwhile: each is taken in one read, which a copy of a span need not do.</summary>
    public static ulong[] Resized(ulong[] page, int count, int capacity)
    {
        var made = New(capacity);
        var from = Slots(page)[..count];
        var to = Slots(made);
        from.CopyTo(to);
        for (var i = 0; i < from.Length; i++)
            to[i].Memo = Volatile.Read(ref from[i].Memo);
        Places(page)[..count].CopyTo(Places(made));
        return made;
    }

    /// <summary>The index of the key, or the one at which it has to be put.</summary>
    public static int IndexOf(ulong[] page, int count, in KeyParts key, out bool found)
    {
        var slots = Slots(page)[..count];
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (slots[middle].Order < key.Order)
                low = middle + 1;
            else
                high = middle;
        }

        for (var index = low; index < count && slots[index].Order == key.Order; index++)
        {
            found = slots[index].Rest == key.Rest && Places(page)[index] == key.Place;
            if (found)
                return index;
        }

        found = false;
        return low;
    }

    /// <summary>Makes room at <paramref name="index"/> of a page that had <paramref name="count"/> slots and has capacity for one more.</summary>
    public static void Insert(ulong[] page, int count, int index, in KeyParts key)
    {
        var slots = Slots(page)[..(count + 1)];
        var places = Places(page)[..(count + 1)];
        slots[index..^1].CopyTo(slots[(index + 1)..]);
        places[index..^1].CopyTo(places[(index + 1)..]);
        slots[index] = new KeySlot { Order = key.Order, Rest = key.Rest };
        places[index] = key.Place;
    }

    /// <summary>Closes the gap at <paramref name="index"/> of a page that had <paramref name="count"/> slots.</summary>
    public static void RemoveAt(ulong[] page, int count, int index)
    {
        var slots = Slots(page)[..count];
        var places = Places(page)[..count];
        slots[(index + 1)..].CopyTo(slots[index..]);
        places[(index + 1)..].CopyTo(places[index..]);
        slots[^1] = default;
        places[^1] = 0;
    }

    /// <summary>A page of those slots alone whose place has, or has not, that bit.</summary>
    public static ulong[] Half(ulong[] page, int count, uint bit, bool set, out int half)
    {
        half = 0;
        foreach (var place in Places(page)[..count])
            half += (place & bit) != 0 == set ? 1 : 0;

        var made = New(half + Step(half));
        var fromSlots = Slots(page);
        var fromPlaces = Places(page);
        var toSlots = Slots(made);
        var toPlaces = Places(made);
        for (int i = 0, to = 0; i < count; i++)
        {
            if ((fromPlaces[i] & bit) != 0 != set)
                continue;
            toSlots[to] = fromSlots[i];
            toPlaces[to++] = fromPlaces[i];
        }

        return made;
    }
}
