using System.Text.RegularExpressions;
using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Tests.PolicyTests;

/// <summary>The suite that ships with the product, in tests/conformance, run by the command as anyone would.</summary>
public sealed class ConformanceTests
{
    private const int LeastCases = 600;
    private const int LeastCoverage = 90;

    internal static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "conformance");

    [Fact]
    public async Task Run_TheShippedSuite_EndsWithZero() =>
        (await EdgeGuardCommand.RunAsync(["test", "--quiet", Folder])).ShouldBe(ExitCode.Ok);

    [Fact]
    public void Run_TheShippedSuite_PassesAndCoversIt()
    {
        var run = CommandRun.Of([Folder], LeastCoverage);

        // Some rules are wrong on purpose.
        run.Errors.TrimEnd('\n').Split('\n').ShouldAllBe(line => line.Contains(": warning: ") || line.EndsWith("(--json lists all, --quiet none)"));
        run.Code.ShouldBe(ExitCode.Ok, run.Output);
        var passed = Regex.Match(run.LastLine, @"^(\d+) passed, 0 failed$", RegexOptions.None, TimeSpan.FromSeconds(1));
        passed.Success.ShouldBeTrue(run.LastLine);
        int.Parse(passed.Groups[1].Value).ShouldBeGreaterThan(LeastCases);
        run.Output.ShouldMatch(@"(?m)^coverage 9\d %: roles \d+/\d+, features \d+/\d+, plans \d+/\d+, flags \d+/\d+, rules \d+/\d+, grants \d+/\d+$");
    }

    [Theory]
    [InlineData("s6-hierarchies.yaml")]
    [InlineData("roles-and-groups.yaml")]
    [InlineData("plans.yaml")]
    [InlineData("grants.yaml")]
    [InlineData("hostile-names.json")]
    [InlineData("decisions.jsonl")]
    public void Run_AFileThatLeavesNothingOut_CoversAll(string file) =>
        CommandRun.Of([Path.Combine(Folder, file)], coverage: 100).Code.ShouldBe(ExitCode.Ok);
}
