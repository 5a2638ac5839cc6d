using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace EdgeGuard.Engine.Hashing;

/// <summary>
/// SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, 2012; the reference implementation's <c>siphash</c> with
/// <c>outlen = 16</c>): a pseudo-random function of a 128-bit key, so that nobody without the key can aim for collisions or
/// test guesses of a personal identifier.
/// </summary>
internal static class SipHash128
{
    // Optimised from the first call on: a start hashes a million times before it would be.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Hash128 Compute(Hash128 key, ReadOnlySpan<byte> input)
    {
        var state = new SipState(key);
        var length = (ulong)input.Length << 56;
        for (; input.Length >= sizeof(ulong); input = input[sizeof(ulong)..])
            state.Add(BinaryPrimitives.ReadUInt64LittleEndian(input));
        return state.Finish(length | Tail(input));
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
}
