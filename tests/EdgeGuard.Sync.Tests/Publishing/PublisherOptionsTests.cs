using EdgeGuard.Sync.Publishing;

namespace EdgeGuard.Sync.Tests.Publishing;

public sealed class PublisherOptionsTests
{
    [Fact]
    public void Defaults_AreTheDocumentedOnesAndValid()
    {
        var options = new PublisherOptions();

        options.TailEntries.ShouldBe(100_000);
        options.SnapshotEveryEntries.ShouldBe(10_000);
        options.SnapshotEvery.ShouldBe(TimeSpan.FromMinutes(1));
        options.BeatEvery.ShouldBe(TimeSpan.FromSeconds(1));
        new PublisherOptionsCheck().Validate(name: null, options).Failed.ShouldBeFalse();
    }

    [Fact]
    public void Validate_SeveralFaults_ReportsAllWithTheirKeys()
    {
        var options = new PublisherOptions
        {
            TailEntries = 100, SnapshotEveryEntries = 100, SnapshotEvery = TimeSpan.Zero, BeatEvery = TimeSpan.FromSeconds(2),
        };

        var faults = new PublisherOptionsCheck().Validate(name: null, options).Failures!.ToList();

        faults.Count.ShouldBe(3);
        faults.ShouldAllBe(f => f.StartsWith("EdgeGuard:Log:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(9, 1, "EdgeGuard:Log:TailEntries: 9 is not between 10 and 10000000.")]
    [InlineData(10, 0, "EdgeGuard:Log:SnapshotEveryEntries: 0 is not between 1 and 10000000.")]
    [InlineData(10_000_001, 1, "EdgeGuard:Log:TailEntries: 10000001 is not between 10 and 10000000.")]
    [InlineData(9, 10, "EdgeGuard:Log:TailEntries: 9 is not between 10 and 10000000.")]
    [InlineData(10, 6, "EdgeGuard:Log:TailEntries: 10 is less than twice SnapshotEveryEntries.")]
    public void Validate_OutsideTheRange_IsOneFaultNamingItsKey(int tail, int every, string fault) =>
        new PublisherOptionsCheck().Validate(name: null, new PublisherOptions { TailEntries = tail, SnapshotEveryEntries = every })
            .Failures.ShouldBe([fault]);
}
