using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeGuard.Engine.Storage;

/// <summary>
/// Where a <see cref="KeyTable"/> would hold a key: so much of a look-up as touches the directory alone. Between making it and
/// <see cref="Find"/> other work hides the cache miss.
/// </summary>
internal readonly struct KeyProbe
{
    private const int Line = 64;

    // Slots that are looked at in one go, without a branch that depends on where the key is: four times four.
    private const int Window = 16;

    private readonly ulong[]? _page;
    private readonly ulong _order;
    private readonly uint _rest;
    private readonly int _count;
    private readonly int _window;

    /// <summary>For a key in a page of <paramref name="count"/> slots in the order of their keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public KeyProbe(ulong[]? page, int count, in KeyParts key)
    {
        _page = page;
        _count = count;
        _order = key.Order;
        _rest = key.Rest;
        // Keys are uniform, so the place of one is about its share of the range: within three slots on average, and within
        // the window in 97 of 100.
        var start = (int)Math.BigMul(key.Order, (uint)count, out _);
        _window = Math.Max(0, Math.Min(start - (Window / 2), count - Window));
    }

    /// <summary>
    /// Asks for the cache lines of the window, all at once. Without it the misses begin when the slots are read, after everything between.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch()
    {
        if (!Sse.IsSupported || _page is null)
            return;
        // Only a hint, which may name any address: the collector may move the page at any time.
        var window = (byte*)Unsafe.AsPointer(ref Unsafe.Add(ref First(_page), _window));
        Sse.Prefetch0(window + (3 * Line));
        Sse.Prefetch0(window + (2 * Line));
        Sse.Prefetch0(window + (4 * Line));
        Sse.Prefetch0(window + Line);
        Sse.Prefetch0(window + (5 * Line));
        Sse.Prefetch0(window);
        Sse.Prefetch0(window + (6 * Line));
    }

    /// <summary>The slot of the key; a null reference when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref KeySlot Find()
    {
        if (!Avx2.IsSupported || _count < Window)
            return ref Search();
        // No bounds checks: they would read the array's header, on another cache line than the slot. A page that is not null has
        // at least _count slots (KeyTable makes them alone), and the window lies among those.
        ref var window = ref Unsafe.Add(ref First(_page!), _window);
        var order = Vector256.Create(_order);
        var equal = Four(ref window, 0, order) | (Four(ref window, 4, order) << 4) | (Four(ref window, 8, order) << 8) | (Four(ref window, 12, order) << 12);
        var bit = BitOperations.TrailingZeroCount(equal);
        ref var slot = ref Unsafe.Add(ref window, (bit & 12) | (-bit & 3));
        return ref slot.Order == _order && slot.Rest == _rest ? ref slot : ref Search();
    }

    /// <summary>
    /// Which of four slots have that order: bits 0, 3, 2 and 1. Four slots are three vectors, in which the orders stand first, last, third and
    /// second; what else the vectors hold is compared too and left out.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Four(ref KeySlot window, int index, Vector256<ulong> order)
    {
        ref var words = ref Unsafe.As<KeySlot, ulong>(ref Unsafe.Add(ref window, index));
        var first = Vector256.Equals(Vector256.LoadUnsafe(ref words), order);
        var second = Vector256.Equals(Vector256.LoadUnsafe(ref words, 4), order);
        var third = Vector256.Equals(Vector256.LoadUnsafe(ref words, 8), order);
        var orders = Avx2.Blend(Avx2.Blend(first.AsUInt32(), second.AsUInt32(), 0b0011_0000), third.AsUInt32(), 0b0000_1100);
        return orders.AsUInt64().ExtractMostSignificantBits();
    }

    /// <summary>The same as <see cref="Find"/>, slot by slot: outside the window, in small pages, and where there are no vectors.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref KeySlot Search()
    {
        if (_count == 0)
            return ref Unsafe.NullRef<KeySlot>();
        ref var first = ref First(_page!); // Not null: it has slots.
        var index = Math.Min(_window + (Window / 2), _count - 1);
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
