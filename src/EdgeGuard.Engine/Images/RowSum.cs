using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Images;

/// <summary>
/// The digest of many rows of one kind: what <see cref="RowDigest"/> computes for each, added up. Gathers them and hashes four at a time
/// where the processor can (<see cref="SipLanes"/>). One thread.
/// </summary>
internal abstract class RowSum
{
    /// <summary>Rows gathered: few enough for the nearest cache, and a multiple of four.</summary>
    protected const int Room = 256;

    private int _count;
    private Hash128 _sum;

    /// <summary>The sum of the rows since the last call.</summary>
    public Hash128 Take()
    {
        Flush();
        var sum = _sum;
        _sum = default;
        return sum;
    }

    /// <summary>The place of the next row, which the caller fills at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected int Next()
    {
        if (_count == Room)
            Flush();
        return _count++;
    }

    /// <summary>The sum of rows in whole fours.</summary>
    protected abstract Hash128 SumOfFours(int count);

    /// <summary>The hash of one row.</summary>
    protected abstract Hash128 HashOf(int index);

    /// <summary>Two halves of a word: what of one value is left from the word before, and the beginning of the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<ulong> Joined(Vector256<ulong> before, Vector256<ulong> next) => (before >>> 56) | (next << 8);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Flush()
    {
        var fours = SipLanes.IsSupported ? _count & ~3 : 0;
        if (fours > 0)
            _sum += SumOfFours(fours);
        for (var i = fours; i < _count; i++)
            _sum += HashOf(i);
        _count = 0;
    }

    /// <summary>Adds up results modulo 2^128: the lower halves in two parts each, whose sums have room for 2^32 of them.</summary>
    protected struct Lanes
    {
        private Vector256<ulong> _lowest;
        private Vector256<ulong> _middle;
        private Vector256<ulong> _high;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector256<ulong> low, Vector256<ulong> high)
        {
            _lowest += low & Vector256.Create(0xFFFFFFFFUL);
            _middle += low >>> 32;
            _high += high;
        }

        public readonly Hash128 Sum()
        {
            var low = (UInt128)Vector256.Sum(_lowest) + ((UInt128)Vector256.Sum(_middle) << 32);
            return new Hash128((ulong)low, (ulong)(low >> 64) + Vector256.Sum(_high));
        }
    }
}
