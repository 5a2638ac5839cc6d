using System.Numerics;
using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Storage;

/// <summary>
/// A 128-bit key mixed and cut for a <see cref="KeyTable"/>, without losing a bit: 32 that choose the page and lie apart there, 96
/// that stand in the slot. Keys arrive uniform; the multiplications keep keys that were not made by the hasher from filling one page.
/// </summary>
internal readonly struct KeyParts
{
    private const ulong Odd = 0x9E3779B97F4A7C15UL;
    private const ulong OddInverse = 0xF1DE83E19937733DUL;
    private const ulong Odd2 = 0xD6E8FEB86659FD93UL;
    private const ulong Odd2Inverse = 0xCFEE444D8B59A89BUL;

    private readonly ulong _mixed;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public KeyParts(Hash128 key)
    {
        _mixed = (key.Low ^ BitOperations.RotateLeft(key.High, 32)) * Odd;
        Order = (key.High ^ _mixed) * Odd2;
    }

    /// <summary>Orders the slots of a page.</summary>
    public ulong Order { get; }

    /// <summary>With <see cref="Order"/> what a slot holds of the key.</summary>
    public uint Rest => (uint)_mixed;

    /// <summary>Chooses the page, by its highest bits.</summary>
    public uint Place => (uint)(_mixed >> 32);

    /// <summary>About where the key lies: its page, and the upper half of its order.</summary>
    public ulong Bearing => ((ulong)Place << 32) | (Order >> 32);

    /// <summary>By place, then by the rest. The parts of the default key come before all others.</summary>
    public static int Compare(KeyParts left, KeyParts right)
    {
        var order = left.Place.CompareTo(right.Place);
        if (order == 0)
            order = left.Order.CompareTo(right.Order);
        return order != 0 ? order : left.Rest.CompareTo(right.Rest);
    }

    /// <summary>The key of those parts.</summary>
    public static Hash128 Join(uint place, ulong order, uint rest)
    {
        var mixed = ((ulong)place << 32) | rest;
        var high = (order * Odd2Inverse) ^ mixed;
        return new Hash128((mixed * OddInverse) ^ BitOperations.RotateLeft(high, 32), high);
    }
}
