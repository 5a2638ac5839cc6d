using EdgeGuard.Sync.Following.Fetching;

namespace EdgeGuard.Sync.Tests.Following;

public sealed class BatchSizeTests
{
    [Fact]
    public void TimedOut_AgainAndAgain_HalvesDownToOne()
    {
        var size = new BatchSize();
        var asked = new List<int>();

        for (var i = 0; i < 10; i++)
        {
            size.TimedOut(long.MaxValue);
            asked.Add(size.Current);
        }

        asked.ShouldBe([128, 64, 32, 16, 8, 4, 2, 1, 1, 1]);
    }

    [Theory]
    [InlineData(16, 8)]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    public void TimedOut_FewerAreMissing_HalvesThose(long missing, int expected)
    {
        var size = new BatchSize();

        size.TimedOut(missing);

        size.Current.ShouldBe(expected);
    }

    [Fact]
    public void InTime_Often_GrowsBackToTheMost()
    {
        var size = new BatchSize();
        size.TimedOut(4);

        for (var i = 0; i < 7; i++)
            size.InTime();
        var early = size.Current;
        size.InTime();
        var grown = size.Current;
        for (var i = 0; i < 1000; i++)
            size.InTime();

        (early, grown, size.Current).ShouldBe((2, 4, BatchSize.Most));
    }
}
