using EdgeGuard.Cli.Verify;

namespace EdgeGuard.Cli.Tests.Verify;

public sealed class StrictLimitsTests
{
    [Theory]
    [InlineData(250, true)]
    [InlineData(251, false)]
    public void Judge_Enforcement_ByTheSlowestEdge(int milliseconds, bool passes)
    {
        var enforcement = new Enforcement(new Dictionary<string, TimeSpan> { ["edge-1"] = TimeSpan.Zero, ["edge-2"] = TimeSpan.FromMilliseconds(milliseconds) });

        Passes(() => StrictLimits.Judge(enforcement)).ShouldBe(passes);
    }

    [Theory]
    [InlineData(250, 1_000, 25, true)]
    [InlineData(251, 1_000, 25, false)]
    [InlineData(250, 1_001, 25, false)]
    [InlineData(250, 1_000, 26, false)]
    public void Judge_Distributions_ByTheirPercentiles(int roleP50, int roleP99, int deactivationP99, bool passes) =>
        Passes(() => StrictLimits.Judge(Times(roleP50, roleP99), Times(0, deactivationP99))).ShouldBe(passes);

    private static Distribution Times(int p50, int p99) => new(
        "x", 1, TimeSpan.FromMilliseconds(p50), TimeSpan.FromMilliseconds(p99), TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(9));

    private static bool Passes(Action judge)
    {
        try
        {
            judge();
            return true;
        }
        catch (StepFailedException)
        {
            return false;
        }
    }
}
