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

    [Theory]
    [InlineData(60_000, true)]
    [InlineData(59_999, false)]
    public void Judge_DistributionWithALongest_ByIt(int limit, bool passes) =>
        Passes(new StepOutcome("seen") { Distributions = [Times(1, 1) with { MaxLimit = Milliseconds(limit) }] }).ShouldBe(passes);

    [Theory]
    [InlineData(5, 50, true)]
    [InlineData(-1, -1, true)]
    [InlineData(6, 50, false)]
    [InlineData(5, 51, false)]
    public void Judge_WhatTheFenceAdds_ByBothPercentiles(int p50, int p99, bool passes)
    {
        var difference = new PercentileDifference("x", Milliseconds(p50), Milliseconds(p99)) { P50Limit = StrictLimits.FenceP50, P99Limit = StrictLimits.FenceP99 };

        Passes(new StepOutcome("seen") { Differences = [difference] }).ShouldBe(passes);
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
