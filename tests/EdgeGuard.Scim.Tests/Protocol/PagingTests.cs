using EdgeGuard.Scim.Protocol;

namespace EdgeGuard.Scim.Tests.Protocol;

public sealed class PagingTests
{
    [Theory]
    [InlineData(null, null, 1, 100)]
    [InlineData("", "", 1, 100)]
    [InlineData("1", "100", 1, 100)]
    [InlineData("7", "3", 7, 3)]
    [InlineData("0", "10", 1, 10)]
    [InlineData("-5", "10", 1, 10)]
    [InlineData("1", "-1", 1, 0)]
    [InlineData("1", "0", 1, 0)]
    [InlineData("1", "201", 1, 200)]
    [InlineData("99999999999999999999", "99999999999999999999", int.MaxValue, 200)]
    [InlineData("-99999999999999999999", "-99999999999999999999", 1, 0)]
    public void Scim_M6_Read_AnyInteger_IsBroughtIntoRange(string? startIndex, string? count, int expectedStart, int expectedCount)
    {
        var page = Paging.Read(startIndex, count).Value;

        page.ShouldBe(new Page(expectedStart, expectedCount));
        page.Offset.ShouldBe(expectedStart - 1);
    }

    [Theory]
    [InlineData("one", null, "startIndex")]
    [InlineData("1.5", null, "startIndex")]
    [InlineData("-", null, "startIndex")]
    [InlineData(null, "ten", "count")]
    [InlineData(null, "0x10", "count")]
    [InlineData(null, "٣", "count")]
    public void Read_NoInteger_IsRefused(string? startIndex, string? count, string named) =>
        Paging.Read(startIndex, count).ShouldBeRefused(400, "invalidValue", named);
}
