using EdgeGuard.Cli.Verify;

namespace EdgeGuard.Cli.Tests.Verify;

public sealed class StrictLimitsTests
{
    [Theory]
    [InlineData(250, true)]
    [InlineData(251, false)]
    public void Judge_Enforcement_ByTheSlowestEdge(int milliseconds, bool passes)
    {
        var enforcement = new Enforcement(new Dictionary<string, TimeSpan> { ["edge-1"] = TimeSpan.Zero, ["edge-2"] = Milliseconds(milliseconds) });

        Passes(new StepOutcome("seen", enforcement)).ShouldBe(passes);
    }

    [Theory]
    [InlineData(250, 1_000, true)]
    [InlineData(251, 1_000, false)]
    [InlineData(250, 1_001, false)]
    public void Judge_DistributionWithLimits_ByItsPercentiles(int p50, int p99, bool passes)
    {
        var times = Times(p50, p99) with { P50Limit = StrictLimits.Enforcement, P99Limit = StrictLimits.EnforcementP99 };

        Passes(new StepOutcome("seen") { Distributions = [times] }).ShouldBe(passes);
    }

    [Fact]
    public void Judge_DistributionWithoutLimits_LetsItPass() =>
        Passes(new StepOutcome("seen") { Distributions = [Times(60_000, 60_000)] }).ShouldBeTrue();

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private static Distribution Times(int p50, int p99) => new("x", 1, Milliseconds(p50), Milliseconds(p99), Milliseconds(60_000), Milliseconds(60_000));

    private static bool Passes(StepOutcome outcome)
    {
        try
        {
            StrictLimits.Judge(outcome);
            return true;
        }
        catch (StepFailedException)
        {
            return false;
        }
    }
}
