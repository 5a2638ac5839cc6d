using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Images;

/// <summary>The digest of users' own rows.</summary>
internal sealed class UserSum(DirectoryHasher hasher) : RowSum
{
    private const ulong Kind = 5;
    private const ulong RowLength = 1 + (2 * Hash128.Size) + 1 + sizeof(long);

    private readonly ulong[] _idLow = new ulong[Room];
    private readonly ulong[] _idHigh = new ulong[Room];
    private readonly ulong[] _tenantLow = new ulong[Room];
    private readonly ulong[] _tenantHigh = new ulong[Room];
    private readonly ulong[] _active = new ulong[Room];
    private readonly long[] _notBefore = new long[Room];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Hash128 id, Hash128 tenant, bool active, long notBefore)
    {
        var i = Next();
        _idLow[i] = id.Low;
        _idHigh[i] = id.High;
        _tenantLow[i] = tenant.Low;
        _tenantHigh[i] = tenant.High;
        _active[i] = active ? 1UL : 0;
        _notBefore[i] = notBefore;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override Hash128 SumOfFours(int count)
    {
        var sum = default(Lanes);
        Span<Vector256<ulong>> words = stackalloc Vector256<ulong>[6];
        for (var i = 0; i < count; i += Vector256<ulong>.Count)
        {
            var idLow = Vector256.Create(_idLow, i);
            var idHigh = Vector256.Create(_idHigh, i);
            var tenantLow = Vector256.Create(_tenantLow, i);
            var tenantHigh = Vector256.Create(_tenantHigh, i);
            var notBefore = Vector256.Create(_notBefore, i).AsUInt64();
            words[0] = Vector256.Create(Kind) | (idLow << 8);
            words[1] = Joined(idLow, idHigh);
            words[2] = Joined(idHigh, tenantLow);
            words[3] = Joined(tenantLow, tenantHigh);
            words[4] = (tenantHigh >>> 56) | (Vector256.Create(_active, i) << 8) | (notBefore << 16);
            words[5] = (notBefore >>> 48) | Vector256.Create(RowLength << 56);
            var low = SipLanes.Compute(hasher.DigestKey, words, out var high);
            sum.Add(low, high);
        }

        return sum.Sum();
    }

    protected override Hash128 HashOf(int index) => RowDigest.User(
        hasher, new Hash128(_idLow[index], _idHigh[index]), new Hash128(_tenantLow[index], _tenantHigh[index]), _active[index] != 0, _notBefore[index]);
}
