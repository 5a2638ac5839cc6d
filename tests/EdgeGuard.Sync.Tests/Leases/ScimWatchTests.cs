using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;
using EdgeGuard.Sync.Tests.Leases.Model;

namespace EdgeGuard.Sync.Tests.Leases;

public sealed class ScimWatchTests
{
    private static readonly LeaseTerms Terms = LeaseTerms.Of(80);
    private static readonly Incarnation Self = Stage.ScimLife(0, 1);
    private static readonly Incarnation Dead = Stage.ScimLife(1, 1);

    private readonly ModelClock _clock = new() { Now = 1000 };
    private readonly ScimWatch _watch;

    public ScimWatchTests() => _watch = new ScimWatch(_clock);

    [Fact]
    public void Fence_2_10_RowUnchangedForW_IsDeletedIfStillUnchanged()
    {
        Observe(tick: 7).ShouldBeEmpty();
        _clock.Now += Terms.Wait - 1;
        Observe(tick: 7).ShouldBeEmpty();
        _clock.Now += 1;

        Observe(tick: 7).ShouldHaveSingleItem().ShouldBe(new SweepStep.DeleteRow(Dead, 7));
    }

    [Fact]
    public void Fence_2_10_RowThatMoved_IsWatchedAnew()
    {
        Observe(tick: 7);
        _clock.Now += Terms.Wait;
        Observe(tick: 8).ShouldBeEmpty();
        _clock.Now += Terms.Wait - 1;

        Observe(tick: 8).ShouldBeEmpty();
    }

    [Fact]
    public void Fence_2_10_OwnRow_IsLeftAlone()
    {
        var reading = new ScimReading(Model.Version.First.Head.Epoch, Unsettled: false, Terms, [new ScimRow(Self, "me", 1)]);
        _watch.Observe(reading, Self);
        _clock.Now += 10 * Terms.Wait;

        _watch.Observe(reading, Self).ShouldBeEmpty();
    }

    [Fact]
    public void Fence_1_ShorterLease_WaitsFollowOneOldWaitLater()
    {
        var shorter = Terms.ChangeTo(40);
        shorter.Wait.ShouldBe(Terms.Wait);
        Observe(terms: shorter);
        _clock.Now += Terms.Wait;

        var step = Observe(terms: shorter).ShouldHaveSingleItem().ShouldBeOfType<SweepStep.SettleTerms>();
        step.To.Wait.ShouldBe(50);
        step.To.Revision.ShouldBe(shorter.Revision + 1);
    }

    [Fact]
    public void Fence_1_RaisedAndShortenedAgainUnseen_IsWaitedForAnew()
    {
        var shorter = Terms.ChangeTo(40);
        Observe(terms: shorter);
        _clock.Now += Terms.Wait;

        Observe(terms: shorter.ChangeTo(80).ChangeTo(40)).ShouldBeEmpty();
    }

    [Fact]
    public void Fence_1_Raise_WaitsFollowAtOnce() => Terms.ChangeTo(160).Wait.ShouldBe(200);

    [Fact]
    public void Fence_2_MarkOfAYoungEpoch_IsClearedAfterW()
    {
        var reading = new ScimReading(Model.Version.First.Head.Epoch, Unsettled: true, Terms, []);
        _watch.Observe(reading, Self).ShouldBeEmpty();
        _clock.Now += Terms.Wait;

        _watch.Observe(reading, Self).ShouldHaveSingleItem().ShouldBe(new SweepStep.SettleEpoch(reading.Epoch));
    }

    private IReadOnlyList<SweepStep> Observe(long tick = 1, LeaseTerms? terms = null)
    {
        // A row that moves each time has nothing to do with the terms.
        var row = new ScimRow(terms is null ? Dead : Stage.ScimLife(2, (int)_clock.Now), "dead", tick);
        return _watch.Observe(new ScimReading(Model.Version.First.Head.Epoch, Unsettled: false, terms ?? Terms, [row]), Self);
    }
}
