using System.Numerics;
using System.Runtime.CompilerServices;

namespace EdgeGuard.Engine.Hashing;

/// <summary>
/// SipHash-2-4 with 128 bits of output under way, eight bytes at a time: for <see cref="SipHash128"/>, and for text that is turned into
/// bytes as it is hashed. All of it is inlined: a call would take the address of the four words, which then would live in memory.
/// </summary>
internal struct SipState
{
    private ulong _v0;
    private ulong _v1;
    private ulong _v2;
    private ulong _v3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SipState(Hash128 key)
    {
        _v0 = 0x736f6d6570736575UL ^ key.Low;
        _v1 = 0x646f72616e646f6dUL ^ key.High ^ 0xee;
        _v2 = 0x6c7967656e657261UL ^ key.Low;
        _v3 = 0x7465646279746573UL ^ key.High;
    }

    /// <summary>The next eight bytes, little-endian.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong word)
    {
        _v3 ^= word;
        Round();
        Round();
        _v0 ^= word;
    }

    /// <summary>The hash, from the last word: up to seven bytes and, above them, the lowest byte of the number of all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Hash128 Finish(ulong last)
    {
        Add(last);
        _v2 ^= 0xee;
        var low = Half();
        _v1 ^= 0xdd;
        return new Hash128(low, Half());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Half()
    {
        for (var round = 0; round < 4; round++)
            Round();
        return _v0 ^ _v1 ^ _v2 ^ _v3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Round()
    {
        _v0 += _v1;
        _v1 = BitOperations.RotateLeft(_v1, 13) ^ _v0;
        _v0 = BitOperations.RotateLeft(_v0, 32);
        _v2 += _v3;
        _v3 = BitOperations.RotateLeft(_v3, 16) ^ _v2;
        _v0 += _v3;
        _v3 = BitOperations.RotateLeft(_v3, 21) ^ _v0;
        _v2 += _v1;
        _v1 = BitOperations.RotateLeft(_v1, 17) ^ _v2;
        _v2 = BitOperations.RotateLeft(_v2, 32);
    }
}
