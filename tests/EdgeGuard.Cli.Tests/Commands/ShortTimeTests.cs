using System.CommandLine;
using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Tests.Commands;

public sealed class ShortTimeTests
{
    private static readonly Option<TimeSpan?> Lease = new("--lease") { CustomParser = ShortTime.Parse };

    [Theory]
    [InlineData("1s", 1_000)]
    [InlineData("2.5s", 2_500)]
    [InlineData("500ms", 500)]
    [InlineData("00:00:10", 10_000)]
    public void Parse_ATime_TakesIt(string text, int milliseconds) =>
        Parse(text).GetValue(Lease).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData("0s")]
    [InlineData("-1s")]
    [InlineData("1")]
    [InlineData("s")]
    [InlineData("soon")]
    public void Parse_AnythingElse_SaysHowToWriteIt(string text) =>
        Parse(text).Errors.ShouldHaveSingleItem().Message.ShouldContain("write 500ms, 1s or 00:00:01");

    private static ParseResult Parse(string text) => new RootCommand { Lease }.Parse(["--lease", text]);
}
