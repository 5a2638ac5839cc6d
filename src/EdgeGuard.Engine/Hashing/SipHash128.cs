using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace EdgeGuard.Engine.Hashing;

/// <summary>
/// SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, 2012; the reference implementation's <c>siphash</c> with
/// <c>outlen = 16</c>): a pseudo-random function of a 128-bit key, so that nobody without the key can aim for collisions or
/// test guesses of a personal identifier.
/// </summary>
internal static class SipHash128
{
    public static Hash128 Compute(Hash128 key, ReadOnlySpan<byte> input)
    {
        var v0 = 0x736f6d6570736575UL ^ key.Low;
        var v1 = 0x646f72616e646f6dUL ^ key.High ^ 0xee;
        var v2 = 0x6c7967656e657261UL ^ key.Low;
        var v3 = 0x7465646279746573UL ^ key.High;
        var last = (ulong)input.Length << 56;

        for (; input.Length >= sizeof(ulong); input = input[sizeof(ulong)..])
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(input);
            v3 ^= word;
            Round(ref v0, ref v1, ref v2, ref v3);
            Round(ref v0, ref v1, ref v2, ref v3);
            v0 ^= word;
        }

        last |= Tail(input);

        v3 ^= last;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= last;

        v2 ^= 0xee;
        var low = Finish(ref v0, ref v1, ref v2, ref v3);
        v1 ^= 0xdd;
        var high = Finish(ref v0, ref v1, ref v2, ref v3);
        return new Hash128(low, high);
    }

    /// <summary>Up to seven bytes as a little-endian number, in two overlapping reads where there are four or more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Tail(ReadOnlySpan<byte> rest)
    {
        if (rest.Length >= 4)
            return BinaryPrimitives.ReadUInt32LittleEndian(rest) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(rest[^4..]) << (8 * (rest.Length - 4)));
        if (rest.Length == 0)
            return 0;
        return rest[0] | ((ulong)rest[rest.Length >> 1] << (8 * (rest.Length >> 1))) | ((ulong)rest[^1] << (8 * (rest.Length - 1)));
    }

    // Inlined like the rounds: a call would take the addresses of the four words, and then they would live in memory all along.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Finish(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v3;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
