using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace EdgeGuard.Engine.Storage;

/// <summary>
/// Where a <see cref="KeyTable"/> would hold a key: so much of a look-up as touches the directory alone. Between making it and
/// <see cref="Find"/> other work hides the cache miss.
/// </summary>
internal readonly struct KeyProbe
{
    private const int HalfLine = 32;

    private readonly ulong[]? _page;
    private readonly int _count;
    private readonly int _start;
    private readonly ulong _order;
    private readonly uint _rest;

    /// <summary>For a key in a page of <paramref name="count"/> slots in the order of their keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public KeyProbe(ulong[]? page, int count, in KeyParts key)
    {
        _page = page;
        _count = count;
        _order = key.Order;
        _rest = key.Rest;
        // Keys are uniform, so the place of one is about its share of the range: within three slots on average in a full page.
        _start = (int)Math.BigMul(key.Order, (uint)count, out _);
    }

    /// <summary>
    /// Asks for the two cache lines around the slot. Without it the miss begins when the slot is read, after everything between (measured:
    /// 20 % of a decision at 1 M users).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch()
    {
        if (!Sse.IsSupported || _page is null)
            return;
        // Only a hint, which may name any address: the collector may move the page at any time.
        var slot = (byte*)Unsafe.AsPointer(ref Unsafe.Add(ref First(_page), _start));
        Sse.Prefetch0(slot - HalfLine);
        Sse.Prefetch0(slot + HalfLine);
    }

    /// <summary>The slot of the key; a null reference when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref KeySlot Find()
    {
        if (_count == 0)
            return ref Unsafe.NullRef<KeySlot>();
        // No bounds checks: they would read the array's header, on another cache line than the slot. A page that is not null has
        // at least _count slots (KeyTable makes them alone), and the loops stay among those.
        ref var first = ref First(_page!);
        var index = _start;
        while (Unsafe.Add(ref first, index).Order < _order)
        {
            if (++index == _count)
                return ref Unsafe.NullRef<KeySlot>();
        }

        while (Unsafe.Add(ref first, index).Order > _order)
        {
            if (--index < 0)
                return ref Unsafe.NullRef<KeySlot>();
        }

        ref var slot = ref Unsafe.Add(ref first, index);
        if (slot.Order != _order)
            return ref Unsafe.NullRef<KeySlot>();
        return ref slot.Rest == _rest ? ref slot : ref FindAmongEqual();
    }

    /// <summary>See <see cref="KeyTable.Near"/>.</summary>
    /// <param name="page">The page.</param>
    /// <param name="count">Slots in it.</param>
    /// <param name="order">The upper half of the order.</param>
    /// <param name="value">The value.</param>
    /// <param name="mask">The bits of it that count.</param>
    public static ref KeySlot Near(ulong[]? page, int count, uint order, uint value, uint mask)
    {
        if (count == 0)
            return ref Unsafe.NullRef<KeySlot>();
        ref var first = ref First(page!); // Not null: it has slots.
        var index = (int)(((ulong)order * (uint)count) >> 32);
        while (index > 0 && (uint)(Unsafe.Add(ref first, index).Order >> 32) >= order)
            index--;
        // From the last slot before those of that order.
        for (; index < count && (uint)(Unsafe.Add(ref first, index).Order >> 32) <= order; index++)
        {
            ref var slot = ref Unsafe.Add(ref first, index);
            if ((uint)(slot.Order >> 32) == order && (slot.Value & mask) == value)
                return ref slot;
        }

        return ref Unsafe.NullRef<KeySlot>();
    }

    private static ref KeySlot First(ulong[] page) => ref Unsafe.As<ulong, KeySlot>(ref MemoryMarshal.GetArrayDataReference(page));

    /// <summary>For two keys of one order, which only a test makes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref KeySlot FindAmongEqual()
    {
        ref var first = ref First(_page!); // Not null: a slot was found in it.
        for (var index = 0; index < _count; index++)
        {
            ref var slot = ref Unsafe.Add(ref first, index);
            if (slot.Order == _order && slot.Rest == _rest)
                return ref slot;
        }

        return ref Unsafe.NullRef<KeySlot>();
    }
}
