using EdgeGuard.Cli.Verify.Race;

namespace EdgeGuard.Cli.Tests.Verify;

/// <summary>The deactivation was sent at 100 and answered at 200.</summary>
public sealed class RaceTallyTests
{
    [Fact]
    public void Of_Requests_CountsThemBySides()
    {
        var tally = Of(Sample(10, 20, RaceVerdict.Allowed), Sample(90, 150, RaceVerdict.Allowed), Sample(200, 250, RaceVerdict.Deactivated), Sample(201, 250, RaceVerdict.Deactivated));

        (tally.Before, tally.During, tally.After).ShouldBe((1, 2, 1));
        (tally.WrongAllows, tally.UnexplainedRefusals).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(201, 1)]
    public void Of_Allowed_IsWrongWhenSentAfterTheAnswer(long sent, int expected)
    {
        var tally = Of(Sample(sent, 300, RaceVerdict.Allowed));

        tally.WrongAllows.ShouldBe(expected);
        tally.WrongAllow.HasValue.ShouldBe(expected > 0);
    }

    [Theory]
    [InlineData(10, 99, 1)]
    [InlineData(10, 100, 0)]
    [InlineData(150, 180, 0)]
    public void Of_Deactivated_IsUnexplainedWhenAnsweredBefore(long sent, long received, int expected) =>
        Of(Sample(sent, received, RaceVerdict.Deactivated)).UnexplainedRefusals.ShouldBe(expected);

    [Theory]
    [InlineData(10, 99, 1)]
    [InlineData(10, 100, 0)]
    [InlineData(200, 300, 0)]
    [InlineData(201, 300, 1)]
    public void Of_Cut_IsUnexplainedUnlessUnderWayMeanwhile(long sent, long received, int expected) =>
        Of(Sample(sent, received, RaceVerdict.Cut)).UnexplainedRefusals.ShouldBe(expected);

    [Theory]
    [InlineData(10, 20)]
    [InlineData(150, 180)]
    [InlineData(300, 310)]
    public void Of_OtherRefusal_IsUnexplainedAtAnyTime(long sent, long received)
    {
        var tally = Of(Sample(sent, received, RaceVerdict.Other));

        tally.UnexplainedRefusals.ShouldBe(1);
        tally.Unexplained.ShouldNotBeNull().Answer.ShouldBe("answer");
    }

    private static RaceTally Of(params RaceSample[] samples) => RaceTally.Of(samples, deactivated: 100, acknowledged: 200);

    private static RaceSample Sample(long sent, long received, RaceVerdict verdict) => new("edge-1", sent, received, verdict, "answer");
}
