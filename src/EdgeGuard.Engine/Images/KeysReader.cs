using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Images;

/// <summary>
/// Reads parts of keys. They come in the order of <see cref="KeyParts"/>, so that none can be there twice, and are cut into pages as the
/// table would cut them. One thread.
/// </summary>
internal sealed class KeysReader(ImageLoad load)
{
    private readonly PairSum _aliasSum = new(load.Hasher.DigestKey, PairSum.Alias);
    private readonly List<int> _aliases = [];
    private uint[] _places = [];
    private KeySlot[] _slots = [];

    /// <summary>The broken rule, or null.</summary>
    public string? Read(ReadOnlySpan<byte> bytes, out LoadedPart? read)
    {
        read = null;
        var cursor = new ImageCursor(bytes);
        if (!cursor.TryNumber(out var bits) || bits is < PageMap<ulong, KeyPage>.FirstDepth or > ImageLimits.MaxPlaceBits ||
            !cursor.TryNumber(out var number) || number >= 1 << bits)
            return "keys of no place";
        if (!cursor.TryNumber(out var count) || !cursor.TryTake((long)count * sizeof(int), out var values))
            return "keys that are cut off";
        if (_slots.Length < count)
            (_places, _slots) = (new uint[count], new KeySlot[count]);
        _aliases.Clear();
        if (ReadSlots(values, cursor.Rest, (uint)number, 32 - bits) is { } fault)
            return fault;

        var pages = new KeyPages();
        if (!TryCut(pages, 0, count, bits, bits))
            return "keys that lie together as no hashes do";
        read = new LoadedKeys(bits, number, pages, [.. _aliases], _aliasSum.Take());
        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private string? ReadSlots(ReadOnlySpan<byte> values, ReadOnlySpan<byte> aliases, uint number, int shift)
    {
        var (places, slots) = (_places, _slots);
        var idPages = CollectionsMarshal.AsSpan(load.IdPages);
        var statuses = CollectionsMarshal.AsSpan(load.Statuses);
        var last = default(KeyParts);
        var count = values.Length / sizeof(int);
        for (var i = 0; i < count; i++)
        {
            var value = (uint)ImageCursor.FixedAt(values, i);
            var user = (int)(value >> 1);
            if (user >= statuses.Length)
                return "a key of an unknown user";

            var id = idPages[user >> UserTable.IdPageBits][user & ((1 << UserTable.IdPageBits) - 1)];
            var key = id;
            ref var slot = ref slots[i];
            if ((value & 1) == 0)
            {
                (slot.Value, slot.Memo) = (UserTable.ValueOf(user) | statuses[user], 0);
            }
            else
            {
                if (aliases.Length < Hash128.Size)
                    return "an alias that is cut off";
                key = Hash128.Read(aliases);
                aliases = aliases[Hash128.Size..];
                (slot.Value, slot.Memo) = (UserTable.ValueOf(user) | UserSlot.AliasBit, new KeyParts(id).Bearing);
                _aliasSum.Add(key, id);
                _aliases.Add(user);
            }

            var parts = new KeyParts(key);
            if (parts.Place >> shift != number)
                return "a key in a wrong part";
            // The first one too: before all others comes the default key, which no user may have.
            if (KeyParts.Compare(last, parts) >= 0)
                return "keys that are out of order, or one twice";
            last = parts;
            (places[i], slot.Order, slot.Rest) = (parts.Place, parts.Order, parts.Rest);
        }

        return aliases.IsEmpty ? null : "more aliases than keys";
    }

    /// <summary>Cuts the keys from <paramref name="start"/> to <paramref name="end"/>, whose places agree in so many bits, into pages.</summary>
    private bool TryCut(KeyPages pages, int start, int end, int depth, int bits)
    {
        // As the table splits pages: where its directory tells the halves apart anyway, or when they are much too full.
        var most = depth < bits + ImageLimits.PageBits ? PageMap<ulong, KeyPage>.FullEntries
            : depth < Math.Min(bits + ImageLimits.MostPageBits, PageMap<ulong, KeyPage>.MaxDepth) ? PageMap<ulong, KeyPage>.MaxEntries
            : ImageLimits.MaxPageKeys;
        if (end - start <= most)
        {
            pages.Add(PageOf(start, end), end - start, depth);
            return true;
        }

        if (most == ImageLimits.MaxPageKeys)
            return false;
        var bit = 1u << (31 - depth);
        var (low, high) = (start, end);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if ((_places[middle] & bit) == 0)
                low = middle + 1;
            else
                high = middle;
        }

        return TryCut(pages, start, low, depth + 1, bits) && TryCut(pages, low, end, depth + 1, bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong[] PageOf(int start, int end)
    {
        var count = end - start;
        var page = KeyPage.New(count + KeyPage.Step(count));
        var fromSlots = _slots.AsSpan(start, count);
        var fromPlaces = _places.AsSpan(start, count);
        var slots = KeyPage.Slots(page);
        var places = KeyPage.Places(page);
        // Each is put in its place among those before it: pages are short, and a key's share of the range is about where it goes.
        for (var i = 0; i < count; i++)
        {
            ref var slot = ref fromSlots[i];
            var at = i;
            for (; at > 0 && slots[at - 1].Order > slot.Order; at--)
            {
                slots[at] = slots[at - 1];
                places[at] = places[at - 1];
            }

            slots[at] = slot;
            places[at] = fromPlaces[i];
        }

        return page;
    }
}
