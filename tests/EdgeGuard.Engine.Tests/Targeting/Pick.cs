using CsCheck;

namespace EdgeGuard.Engine.Tests.Targeting;

/// <summary>One of some given values.</summary>
internal static class Pick
{
    public static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
