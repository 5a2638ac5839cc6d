using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Tests.Documents.Tree;

public sealed class InstantTextTests
{
    [Theory]
    [InlineData("1970-01-01", 0)]
    [InlineData("2026-06-01T00:00Z", 1_780_272_000_000)]
    [InlineData("2026-06-01T00:00:00Z", 1_780_272_000_000)]
    [InlineData("2026-06-01T02:00:00.5+02:00", 1_780_272_000_500)]
    [InlineData("2026-05-31T23:59:59.999Z", 1_780_271_999_999)]
    [InlineData("1969-12-31T23:59:59.999Z", -1)]
    public void TryParse_Iso8601_IsThatInstant(string text, long expected)
    {
        InstantText.TryParse(text, out var instant).ShouldBeTrue();

        instant.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-06-01T00:00:00")]
    [InlineData("2026-02-30")]
    [InlineData("2026-6-1")]
    [InlineData("06/01/2026")]
    [InlineData("2026-06-01 00:00:00Z")]
    [InlineData("2026-06-01T25:00:00Z")]
    [InlineData("2026-06-01T00:00:00.0001Z")]
    [InlineData("2026-06-01T00:00:00ZZ")]
    [InlineData(" 2026-06-01")]
    [InlineData("2026-06-01T00:00:00+0100")]
    [InlineData("2026-06-01T00:00:00+5:00")]
    [InlineData("2026-06-01T00:00:00+05")]
    [InlineData("2026-06-01T00:00:00+05:0")]
    [InlineData("tomorrow")]
    [InlineData("NaN")]
    public void TryParse_AnythingElse_IsNone(string text) => InstantText.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("0", true)]
    [InlineData("-8640000000000000", true)]
    [InlineData("8640000000000001", false)]
    [InlineData("99999999999999999999", false)]
    [InlineData("1.5", false)]
    [InlineData("1e3", false)]
    public void TryParseNumber_Milliseconds_AreWholeAndInRange(string json, bool expected) =>
        InstantText.TryParseNumber(json, out _).ShouldBe(expected);

    [Theory]
    [InlineData(0)]
    [InlineData(1_780_271_999_999)]
    [InlineData(-62_135_596_800_000)]
    public void Of_AnInstant_ReadsBack(long instant)
    {
        InstantText.TryParse(InstantText.Of(instant)!, out var again).ShouldBeTrue();

        again.ShouldBe(instant);
    }

    [Fact]
    public void Of_BeyondTheCalendar_IsNone() => InstantText.Of(8_640_000_000_000_000).ShouldBeNull();
}
