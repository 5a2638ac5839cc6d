using EdgeGuard.Engine.Hashing;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;
using EdgeGuard.Sync.Tests.Leases.Model;

namespace EdgeGuard.Sync.Tests.Leases;

public sealed class LeaseAuthorityTests
{
    private static readonly LeaseTerms Terms = LeaseTerms.Of(80);
    private static readonly LinkId Link = new(5);
    private static readonly Incarnation Edge = Stage.EdgeLife(0, 1);
    private static readonly Model.Version One = Model.Version.First;
    private static readonly Model.Version Two = One.Then(Operation.Other);
    private static readonly Model.Version Three = Two.Then(Operation.Deactivate);
    private static readonly Model.Version OtherThree = Two.Then(Operation.Other);
    private static readonly Model.Version NextEpoch = Two.Begin(2, 3, isActive: true);

    private readonly ModelClock _clock = new() { Now = 1000 };
    private readonly LeaseAuthority _scim;

    public LeaseAuthorityTests() => _scim = new LeaseAuthority(_clock);

    [Fact]
    public void Fence_2_2_AskDuringATick_WaitsForTheNextOne()
    {
        var tick = Begin();
        _scim.Receive(Link, Ask(1, One));

        _scim.BeginTick().ShouldBeNull("one at a time");
        _scim.Complete(tick, new TickReading(One.Head, Terms)).ShouldBeEmpty();
        Tick(One).ShouldHaveSingleItem().Grant.Number.ShouldBe(1);
    }

    [Fact]
    public void Fence_2_2_Busy_OneTickEachFortiethOfALease()
    {
        Tick(One);

        _clock.Now += 1;
        _scim.BeginTick().ShouldBeNull();
        _clock.Now += 1;
        _scim.BeginTick().ShouldNotBeNull();
    }

    [Fact]
    public void Fence_2_2_RowMissing_NewIncarnationEmptyTableAndTheSameAsks()
    {
        Grant(1, One);
        _scim.Receive(Link, Ask(2, One));
        var before = _scim.Incarnation;
        _clock.Now += 10;
        var tick = Begin();

        var after = _scim.RowMissing(tick);

        after.ShouldNotBe(before);
        _scim.State.Edges.ShouldBeEmpty();
        _scim.Confirm(new FenceRequest(before, Two.Head)).State.ShouldBe(ConfirmationState.NotMe);
        Tick(One).ShouldHaveSingleItem().Grant.Number.ShouldBe(2);
    }

    [Fact]
    public void Fence_2_2_AbandonedTick_GivesNoAnswerEvenIfItReturns()
    {
        _scim.Receive(Link, Ask(1, One));
        var tick = Begin();
        _scim.Abandon(tick);

        _scim.Complete(tick, new TickReading(One.Head, Terms)).ShouldBeEmpty();
        _scim.State.Edges.ShouldBeEmpty();
    }

    [Fact]
    public void Fence_2_3_Grant_IsRecordedWhenItIsGivenOutAndNeverShortened()
    {
        Grant(1, One).ShouldBe(new LeaseGrant(1, One.Head, Terms.Length));
        _scim.State.Edges[Edge].Until.ShouldBe(1000 + Terms.Wait);

        _clock.Now += 10;
        _scim.Receive(Link, Ask(2, One));
        var shorter = new LeaseTerms(8, 8, 2);
        _scim.Complete(Begin(), new TickReading(One.Head, shorter));
        _scim.State.Edges[Edge].Until.ShouldBe(1000 + Terms.Wait);
    }

    [Fact]
    public void Fence_2_3_Floor_NoGrantBelowAConfirmedVersion()
    {
        Tick(One);
        _scim.Receive(Link, Ask(1, One));
        _clock.Now += 10;
        var tick = Begin();

        _scim.Confirm(new FenceRequest(_scim.Incarnation, Three.Head)).State.ShouldBe(ConfirmationState.Confirmed);

        _scim.Complete(tick, new TickReading(One.Head, Terms)).ShouldHaveSingleItem().Grant.Head.ShouldBe(Three.Head);
    }

    [Fact]
    public void Fence_2_3_AskOfAnotherEpoch_IsGrantedWithNothingApplied()
    {
        Tick(NextEpoch);
        _scim.Receive(Link, Ask(1, Three));

        Tick(NextEpoch).ShouldHaveSingleItem().Grant.Head.ShouldBe(NextEpoch.Head);
        _scim.State.Edges[Edge].Applied.ShouldBe(0);
    }

    [Fact]
    public void Fence_2_3_AppliedAboveHead_NobodyIsGrantedUntilItIsResolved()
    {
        _scim.Receive(Link, Ask(1, Three));
        _scim.Receive(new LinkId(6), new LeaseAsk(Stage.EdgeLife(1, 1), 1, One.Head));

        Tick(Two).ShouldBeEmpty();
        var loss = _scim.Loss.ShouldNotBeNull();
        loss.Witness.ShouldBe(Edge);
        loss.Link.ShouldBe(Link);
        loss.Seen.ShouldBe(Three.Head);

        _scim.DismissLoss(loss);
        _scim.Receive(Link, Ask(2, Three));
        _scim.Receive(new LinkId(6), new LeaseAsk(Stage.EdgeLife(1, 1), 2, One.Head));
        Tick(Two).ShouldHaveSingleItem().Link.ShouldBe(new LinkId(6));
    }

    [Fact]
    public void Fence_2_3_DigestDiffersAtApplied_HistoryWasLost()
    {
        _scim.Receive(Link, Ask(1, Three));
        var tick = Begin();
        tick.Versions.ShouldContain(Three.Number);

        var head = OtherThree.Then(Operation.Other);
        var digests = new Dictionary<long, Hash128> { [3] = OtherThree.Head.Digest };
        _scim.Complete(tick, new TickReading(head.Head, Terms, digests)).ShouldBeEmpty();

        _scim.Loss.ShouldNotBeNull().Witness.ShouldBe(Edge);
    }

    [Fact]
    public void Fence_2_3_AppliedOlderThanTheLogKept_GrantedWithoutAVerdict()
    {
        _scim.Receive(Link, Ask(1, One));

        Tick(Three).ShouldHaveSingleItem();
        _scim.State.Edges[Edge].Applied.ShouldBe(0);
    }

    [Fact]
    public void Fence_2_3_HeadBelowTheFloorOrRewritten_ThisScimIsTheWitness()
    {
        Tick(Three);

        Tick(Two).ShouldBeEmpty();
        _scim.Loss.ShouldNotBeNull().Witness.ShouldBeNull();

        var other = new LeaseAuthority(_clock);
        other.Complete(other.BeginTick().ShouldNotBeNull(), new TickReading(Three.Head, Terms));
        _clock.Now += 10;
        var tick = other.BeginTick().ShouldNotBeNull();
        tick.Versions.ShouldBe([Three.Number]);
        other.Complete(tick, new TickReading(OtherThree.Head, Terms));
        other.Loss.ShouldNotBeNull().Witness.ShouldBeNull();
    }

    [Fact]
    public void Fence_2_AnotherEpoch_EmptiesAllThreeAndALateReadingOfTheOldOneIsIgnored()
    {
        Grant(1, Two);
        var fence = _scim.BeginFence(Two.Head);
        _scim.Plan(fence, Reading(Two));
        _clock.Now += Terms.Wait;
        _scim.Check(fence).ShouldBe(FenceState.Done);
        _scim.Receive(Link, Ask(2, Two));
        var late = Begin();

        _scim.BeginFence(NextEpoch.Head).State.ShouldBe(FenceState.Waiting);

        _scim.State.Edges.ShouldBeEmpty();
        _scim.State.Floor.ShouldBe(default);
        _scim.IsFenced(Two.Head.Epoch, Two.Number).ShouldBeFalse();
        _scim.IsFenced(NextEpoch.Head.Epoch, 1).ShouldBeFalse();
        _scim.Complete(late, new TickReading(Two.Head, Terms)).ShouldBeEmpty();
        _scim.State.Epoch.ShouldBe(NextEpoch.Head.Epoch);
    }

    [Fact]
    public void Fence_2_8_Report_CountsAtOnceWhenTheDigestIsKnownElseWithTheNextTick()
    {
        Grant(1, One);

        _scim.Receive(Link, new AppliedReport(Edge, Two.Head));
        _scim.State.Edges[Edge].Applied.ShouldBe(One.Number);
        Tick(Two);
        _scim.State.Edges[Edge].Applied.ShouldBe(Two.Number);

        _scim.Learn(Three.Head);
        _scim.Receive(Link, new AppliedReport(Edge, Three.Head));
        _scim.State.Edges[Edge].Applied.ShouldBe(Three.Number);
        _scim.Receive(Link, new AppliedReport(Edge, Two.Head));
        _scim.State.Edges[Edge].Applied.ShouldBe(Three.Number);
    }

    [Fact]
    public void Fence_2_8_ReportOfAnotherHistory_IsASuspicion()
    {
        Grant(1, Three);

        _scim.Receive(Link, new AppliedReport(Edge, OtherThree.Head));

        var loss = _scim.Loss.ShouldNotBeNull();
        loss.Seen.ShouldBe(OtherThree.Head);
        _scim.DismissLoss(loss);
        _scim.Receive(Link, new AppliedReport(Edge, OtherThree.Head));
        _scim.Loss.ShouldBeNull("its word counts no more");
    }

    [Fact]
    public void Fence_3d_Retire_NoGrantAnyMoreAndDoneWhenNoLeaseCanRun()
    {
        Grant(1, One);
        _scim.Receive(Link, Ask(2, One));
        _clock.Now += 10;
        var tick = Begin();

        _scim.Retire().ShouldBeFalse("a lease runs");
        _scim.Complete(tick, new TickReading(One.Head, Terms)).ShouldBeEmpty();
        _scim.BeginTick().ShouldBeNull();
        _scim.Receive(new LeaseRelease(Edge));

        _scim.Retire().ShouldBeTrue();
    }

    [Fact]
    public void Fence_3d_Retire_WithoutARelease_WaitsForTheRecordsEnd()
    {
        Grant(1, One);
        _clock.Now += Terms.Wait - 1;
        _scim.Retire().ShouldBeFalse();

        _clock.Now += 1;

        _scim.Retire().ShouldBeTrue();
    }

    [Fact]
    public void Fence_2_9_Release_RemovesTheRecordAndFreesConfirmations()
    {
        Grant(1, Two);
        var confirmation = _scim.Confirm(new FenceRequest(_scim.Incarnation, Three.Head));
        confirmation.State.ShouldBe(ConfirmationState.Waiting);

        _scim.Receive(new LeaseRelease(Edge));
        _scim.Advance();

        confirmation.State.ShouldBe(ConfirmationState.Confirmed);
        _scim.State.Edges.ShouldBeEmpty();
    }

    [Fact]
    public void Fence_2_9_ReleaseAfterAnAsk_TheAskBringsNoRecordBack()
    {
        _scim.Receive(Link, Ask(1, One));
        var tick = Begin();
        _scim.Receive(Link, Ask(2, One));

        _scim.Receive(new LeaseRelease(Edge));

        _scim.Complete(tick, new TickReading(One.Head, Terms)).ShouldBeEmpty();
        Tick(One).ShouldBeEmpty();
        _scim.State.Edges.ShouldBeEmpty();
    }

    [Fact]
    public void Fence_2_9_ReleaseWhileARowIsMissing_TheAskBringsNoRecordBack()
    {
        _scim.Receive(Link, Ask(1, One));
        var tick = Begin();
        _scim.Receive(new LeaseRelease(Edge));

        _scim.RowMissing(tick);

        Tick(One).ShouldBeEmpty();
    }

    [Fact]
    public void Fence_2_2_RowFailed_AsksGetNoAnswerAndTheNextTickKeepsItsDistance()
    {
        Tick(One);
        _clock.Now += 10;
        _scim.Receive(Link, Ask(1, One));
        _scim.RowMissing(Begin());

        _scim.RowFailed();

        _scim.BeginTick().ShouldBeNull();
        _clock.Now += 10;
        Begin().Asks.ShouldBeEmpty();
    }

    private static LeaseAsk Ask(long number, Model.Version applied) => new(Edge, number, applied.Head);

    private static ScimReading Reading(Model.Version head) => new(head.Head.Epoch, Unsettled: false, Terms, [new ScimRow(Stage.ScimLife(9, 1), "u", 1)]);

    private LeaseTick Begin() => _scim.BeginTick().ShouldNotBeNull();

    private IReadOnlyList<AddressedGrant> Tick(Model.Version head)
    {
        _clock.Now += 10;
        return _scim.Complete(Begin(), new TickReading(head.Head, Terms));
    }

    private LeaseGrant Grant(long number, Model.Version at)
    {
        _scim.Receive(Link, Ask(number, at));
        return _scim.Complete(Begin(), new TickReading(at.Head, Terms)).ShouldHaveSingleItem().Grant;
    }
}
