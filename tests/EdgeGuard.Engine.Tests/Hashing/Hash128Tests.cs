using CsCheck;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Tests.Hashing;

public sealed class Hash128Tests
{
    private static readonly Gen<Hash128> Any = Gen.Select(Gen.ULong, Gen.ULong, (low, high) => new Hash128(low, high));

    [Fact]
    public void Write_AnyValue_IsReadBack() => Any.Sample(hash => Hash128.Read(hash.ToByteArray()).ShouldBe(hash));

    [Fact]
    public void Sum_AnyOrder_IsTheSameAndUndone() =>
        Gen.Select(Any, Any, Any).Sample((a, b, c) =>
        {
            (a + b + c).ShouldBe(c + a + b);
            (a + b + c - b - c).ShouldBe(a);
        });

    [Fact]
    public void Sum_OverTheEnd_WrapsAndCarries()
    {
        (new Hash128(ulong.MaxValue, 0) + new Hash128(1, 0)).ShouldBe(new Hash128(0, 1));
        (new Hash128(ulong.MaxValue, ulong.MaxValue) + new Hash128(1, 0)).IsNone.ShouldBeTrue();
        (default(Hash128) - new Hash128(1, 0)).ToString().ShouldBe(new string('f', 32));
    }
}
