using CsCheck;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference.Generators;

/// <summary>Few instants, each one next to another or absurd.</summary>
internal static class Instants
{
    private const long Last = ActivePeriod.LastInstant;

    /// <summary>When something is asked.</summary>
    public static Gen<long> Now { get; } = Gen.Frequency(
        (20, Pool.Any<long>(999, 1000, 1001, 2000)),
        (4, Pool.Any<long>(0, -1, -2, 1, Last, -Last)),
        (1, Pool.Any(long.MinValue, long.MaxValue)));

    /// <summary>A bound of a period, nearly always one that may be named.</summary>
    public static Gen<long> Bound { get; } = Gen.Frequency(
        (30, Pool.Any<long>(999, 1000, 1001, 2000)),
        (6, Pool.Any<long>(0, -1, -2, Last, -Last)),
        (1, Pool.Any(Last + 1, -Last - 1, long.MinValue, long.MaxValue)));

    /// <summary>When something begins: often ever before.</summary>
    public static Gen<long> Start { get; } = Gen.OneOf(Gen.Const(ActivePeriod.Beginning), Bound);

    /// <summary>When something expires: often never.</summary>
    public static Gen<long> Expiry { get; } = Gen.Frequency((1, Gen.Const(-1L)), (4, Bound));

    public static Gen<long> NotBefore { get; } = Gen.Frequency(
        (60, Gen.Const(0L)), (20, Pool.Any<long>(1, 999, 1000, 1001, Last)), (1, Pool.Any(-1, Last + 1, long.MinValue, long.MaxValue)));

    public static Gen<long> IssuedAt { get; } = Gen.Frequency(
        (6, Gen.Const(SubjectClaim.NoToken)), (6, Pool.Any<long>(999, 1000, 1001, 1002)), (1, Pool.Any(0, -1, Last, long.MinValue)));
}
