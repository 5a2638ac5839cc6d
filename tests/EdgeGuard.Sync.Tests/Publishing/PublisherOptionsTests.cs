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
        new PublisherOptionsAttributes().Validate(name: null, options).Failed.ShouldBeFalse();
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
    [InlineData(9, 1)]
    [InlineData(10, 0)]
    [InlineData(10_000_001, 1)]
    public void Validate_OutsideTheRange_Fails(int tail, int every) =>
        new PublisherOptionsAttributes().Validate(name: null, new PublisherOptions { TailEntries = tail, SnapshotEveryEntries = every })
            .Failed.ShouldBeTrue();

    [Fact]
    public void Validate_OutsideTheRange_NamesTheKeys() =>
        new PublisherOptionsAttributes().Validate(name: null, new PublisherOptions { TailEntries = 9, SnapshotEveryEntries = 0 })
            .Failures!.Select(fault => fault[fault.IndexOf("EdgeGuard:Log:", StringComparison.Ordinal)..]).ShouldBe(
                ["EdgeGuard:Log:TailEntries: must be between 10 and 10000000.", "EdgeGuard:Log:SnapshotEveryEntries: must be between 1 and 10000000."]);
}
