using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Images;

/// <summary>The digest of rows that are a kind and two hashes: memberships, aliases.</summary>
internal sealed class PairSum(Hash128 key, byte kind) : RowSum
{
    /// <summary><see cref="Snapshots.RowDigest.Alias"/>.</summary>
    public const byte Alias = 6;

    /// <summary><see cref="Snapshots.RowDigest.Member"/>.</summary>
    public const byte Member = 7;

    private const int RowLength = 1 + (2 * Hash128.Size);

    private readonly ulong[] _firstLow = new ulong[Room];
    private readonly ulong[] _firstHigh = new ulong[Room];
    private readonly ulong[] _secondLow = new ulong[Room];
    private readonly ulong[] _secondHigh = new ulong[Room];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Hash128 first, Hash128 second)
    {
        var i = Next();
        _firstLow[i] = first.Low;
        _firstHigh[i] = first.High;
        _secondLow[i] = second.Low;
        _secondHigh[i] = second.High;
    }

    // Optimised from the first call on: a start has no hundred milliseconds to wait for the second.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override Hash128 SumOfFours(int count)
    {
        var sum = default(Lanes);
        Span<Vector256<ulong>> words = stackalloc Vector256<ulong>[5];
        for (var i = 0; i < count; i += Vector256<ulong>.Count)
        {
            var firstLow = Vector256.Create(_firstLow, i);
            var firstHigh = Vector256.Create(_firstHigh, i);
            var secondLow = Vector256.Create(_secondLow, i);
            var secondHigh = Vector256.Create(_secondHigh, i);
            words[0] = Vector256.Create((ulong)kind) | (firstLow << 8);
            words[1] = Joined(firstLow, firstHigh);
            words[2] = Joined(firstHigh, secondLow);
            words[3] = Joined(secondLow, secondHigh);
            words[4] = (secondHigh >>> 56) | Vector256.Create((ulong)RowLength << 56);
            var low = SipLanes.Compute(key, words, out var high);
            sum.Add(low, high);
        }

        return sum.Sum();
    }

    protected override Hash128 HashOf(int index)
    {
        Span<byte> row = stackalloc byte[RowLength];
        row[0] = kind;
        new Hash128(_firstLow[index], _firstHigh[index]).Write(row[1..]);
        new Hash128(_secondLow[index], _secondHigh[index]).Write(row[(1 + Hash128.Size)..]);
        return SipHash128.Compute(key, row);
    }
}
