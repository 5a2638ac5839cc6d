using EdgeGuard.Cli.Verify;

namespace EdgeGuard.Cli.Tests.Verify;

public sealed class DistributionTests
{
    [Fact]
    public void Of_OneToAThousandMilliseconds_FindsThePercentiles()
    {
        var distribution = Distribution.Of("x", Enumerable.Range(1, 1_000).Select(i => TimeSpan.FromMilliseconds(i)));

        distribution.Count.ShouldBe(1_000);
        Near(distribution.P50, 500);
        Near(distribution.P99, 990);
        Near(distribution.P999, 999);
        Near(distribution.Max, 1_000);
    }

    [Fact]
    public void Of_Microseconds_KeepsThreeDigits() =>
        Distribution.Of("x", [TimeSpan.FromMicroseconds(123)]).P50.TotalMicroseconds.ShouldBe(123, 0.2);

    [Fact]
    public void Of_ExtremeTimes_AreHeldToTheRange()
    {
        var distribution = Distribution.Of("x", [TimeSpan.Zero, TimeSpan.FromHours(1)]);

        distribution.Count.ShouldBe(2);
        Near(distribution.Max, 60_000);
    }

    private static void Near(TimeSpan actual, double milliseconds) => actual.TotalMilliseconds.ShouldBe(milliseconds, milliseconds / 1_000);
}
