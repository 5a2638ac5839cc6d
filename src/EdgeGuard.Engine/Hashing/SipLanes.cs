using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeGuard.Engine.Hashing;

/// <summary>Four computations of <see cref="SipHash128"/> side by side, for inputs of one length. Only where AVX2 is.</summary>
internal static class SipLanes
{
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>The results' halves.</summary>
    /// <param name="key">The key.</param>
    /// <param name="words">The inputs word by word; the last one with the length in its highest byte.</param>
    /// <param name="high">The upper halves.</param>
    /// <returns>The lower halves.</returns>
    // Loops, because the compiler gives up inlining when the rounds are written out; and optimised from the first call on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<ulong> Compute(Hash128 key, ReadOnlySpan<Vector256<ulong>> words, out Vector256<ulong> high)
    {
        var v0 = Vector256.Create(0x736f6d6570736575UL ^ key.Low);
        var v1 = Vector256.Create(0x646f72616e646f6dUL ^ key.High ^ 0xee);
        var v2 = Vector256.Create(0x6c7967656e657261UL ^ key.Low);
        var v3 = Vector256.Create(0x7465646279746573UL ^ key.High);
        foreach (var word in words)
        {
            v3 ^= word;
            Round(ref v0, ref v1, ref v2, ref v3);
            Round(ref v0, ref v1, ref v2, ref v3);
            v0 ^= word;
        }

        v2 ^= Vector256.Create(0xeeUL);
        for (var round = 0; round < 4; round++)
            Round(ref v0, ref v1, ref v2, ref v3);
        var low = v0 ^ v1 ^ v2 ^ v3;
        v1 ^= Vector256.Create(0xddUL);
        for (var round = 0; round < 4; round++)
            Round(ref v0, ref v1, ref v2, ref v3);
        high = v0 ^ v1 ^ v2 ^ v3;
        return low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref Vector256<ulong> v0, ref Vector256<ulong> v1, ref Vector256<ulong> v2, ref Vector256<ulong> v3)
    {
        v0 += v1;
        v1 = ((v1 << 13) | (v1 >>> 51)) ^ v0;
        v0 = Avx2.Shuffle(v0.AsUInt32(), 0b10_11_00_01).AsUInt64();
        v2 += v3;
        v3 = ((v3 << 16) | (v3 >>> 48)) ^ v2;
        v0 += v3;
        v3 = ((v3 << 21) | (v3 >>> 43)) ^ v0;
        v2 += v1;
        v1 = ((v1 << 17) | (v1 >>> 47)) ^ v2;
        v2 = Avx2.Shuffle(v2.AsUInt32(), 0b10_11_00_01).AsUInt64();
    }
}
