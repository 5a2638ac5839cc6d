using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;
using EdgeGuard.Sync.Tests.Leases.Model;

namespace EdgeGuard.Sync.Tests.Leases;

public sealed class FenceTests
{
    private static readonly LeaseTerms Terms = LeaseTerms.Of(80);
    private static readonly Incarnation Other = Stage.ScimLife(9, 1);
    private static readonly Incarnation Edge = Stage.EdgeLife(0, 1);
    private static readonly Model.Version One = Model.Version.First;
    private static readonly Model.Version Two = One.Then(Operation.Deactivate);
    private static readonly Model.Version NextEpoch = One.Begin(2, 3, isActive: true);

    private readonly ModelClock _clock = new() { Now = 1000 };
    private readonly LeaseAuthority _scim;

    public FenceTests() => _scim = new LeaseAuthority(_clock);

    [Fact]
    public void Fence_2_6_EveryScimConfirmed_Done()
    {
        var fence = _scim.BeginFence(Two.Head);

        var call = _scim.Plan(fence, Reading(_scim.Incarnation, Other)).ShouldHaveSingleItem();
        call.ShouldBe(new FenceCall("url", new FenceRequest(Other, Two.Head)));
        _scim.Check(fence).ShouldBe(FenceState.Waiting);
        _scim.Answer(fence, Other);

        _scim.Check(fence).ShouldBe(FenceState.Done);
        _scim.IsFenced(Two.Head.Epoch, Two.Number).ShouldBeTrue();
        _scim.BeginFence(One.Head).State.ShouldBe(FenceState.Done, "it covers what came before");
    }

    [Fact]
    public void Fence_2_6_NoAnswer_DoneAfterOneAndAQuarterLeasesOfItsStart()
    {
        var fence = _scim.BeginFence(Two.Head);
        _clock.Now += 40;
        _scim.Plan(fence, Reading(Other));

        _clock.Now = 1099;
        _scim.Check(fence).ShouldBe(FenceState.Waiting);
        _clock.Now = 1100;
        _scim.Check(fence).ShouldBe(FenceState.Done);
    }

    [Fact]
    public void Fence_2_6_ScimsNeverRead_NeverDone()
    {
        var fence = _scim.BeginFence(Two.Head);

        _clock.Now += 10_000;

        _scim.Check(fence).ShouldBe(FenceState.Waiting);
    }

    [Fact]
    public void Fence_2_6_ReadingWithoutTheOwnRowWhileOwnLeasesRun_OnlyTimeCounts()
    {
        _scim.Receive(new LinkId(1), new LeaseAsk(Edge, 1, One.Head));
        _scim.Complete(_scim.BeginTick()!, new TickReading(One.Head, Terms)).ShouldHaveSingleItem();
        var fence = _scim.BeginFence(Two.Head);

        _scim.Plan(fence, Reading()).ShouldBeEmpty();

        _clock.Now += Terms.Wait - 1;
        _scim.Check(fence).ShouldBe(FenceState.Waiting);
        _clock.Now += 1;
        _scim.Check(fence).ShouldBe(FenceState.Done);
    }

    [Fact]
    public void Fence_2_6_OwnEdges_AreWaitedForLikeThoseOfOthers()
    {
        Grant(One);
        var fence = _scim.BeginFence(Two.Head);
        _scim.Plan(fence, Reading(_scim.Incarnation)).ShouldBeEmpty();

        _scim.Check(fence).ShouldBe(FenceState.Waiting);
        _scim.Receive(default, new AppliedReport(Edge, Two.Head));

        _scim.Check(fence).ShouldBe(FenceState.Done);
    }

    [Fact]
    public void Fence_2_YoungEpoch_OnlyTimeCounts()
    {
        _scim.BeginFence(One.Head);
        var fence = _scim.BeginFence(NextEpoch.Head);
        _scim.Plan(fence, Reading(_scim.Incarnation) with { Epoch = NextEpoch.Head.Epoch });

        _scim.Check(fence).ShouldBe(FenceState.Waiting);
        _clock.Now += Terms.Wait;
        _scim.Check(fence).ShouldBe(FenceState.Done);
    }

    [Fact]
    public void Fence_2_MarkOfAYoungEpoch_OnlyTimeCountsForAProcessThatStartedLater()
    {
        var fence = _scim.BeginFence(NextEpoch.Head);
        _scim.Plan(fence, Reading(_scim.Incarnation) with { Epoch = NextEpoch.Head.Epoch, Unsettled = true }).ShouldBeEmpty();

        _scim.Check(fence).ShouldBe(FenceState.Waiting);
        _clock.Now += Terms.Wait;
        _scim.Check(fence).ShouldBe(FenceState.Done);
    }

    [Fact]
    public void Fence_2_EpochChangesMeanwhile_NoAcknowledgement()
    {
        var read = _scim.BeginFence(Two.Head);
        var planned = _scim.BeginFence(Two.Head);
        _scim.Plan(planned, Reading(Other));

        _scim.Plan(read, Reading(Other) with { Epoch = NextEpoch.Head.Epoch });
        _clock.Now += 10_000;

        read.State.ShouldBe(FenceState.Failed);
        _scim.Check(planned).ShouldBe(FenceState.Failed);
        _scim.BeginFence(Two.Head).State.ShouldBe(FenceState.Failed, "its epoch is over");
    }

    [Fact]
    public void Fence_2_7_AnotherIncarnationOrEpoch_IsNotMe()
    {
        Grant(One);

        _scim.Confirm(new FenceRequest(Other, Two.Head)).State.ShouldBe(ConfirmationState.NotMe);
        _scim.Confirm(new FenceRequest(_scim.Incarnation, NextEpoch.Head)).State.ShouldBe(ConfirmationState.NotMe);
        _scim.State.Floor.ShouldBe(One.Head);
    }

    [Fact]
    public void Fence_2_7_EdgeThatNeverReports_IsWaitedForUntilItsRecordEnds()
    {
        Grant(One);
        _clock.Now += 20;
        var confirmation = _scim.Confirm(new FenceRequest(_scim.Incarnation, Two.Head));
        confirmation.LookAt.ShouldBe(1000 + Terms.Wait);

        // A later Grant is not below the floor, so it prolongs the record and not the wait.
        Grant(Two, applied: One);
        _clock.Now = 1000 + Terms.Wait;
        _scim.Advance();

        confirmation.State.ShouldBe(ConfirmationState.Confirmed);
    }

    [Fact]
    public void Fence_2_7_EpochEnds_WaitingConfirmationsAreNotMe()
    {
        Grant(One);
        var confirmation = _scim.Confirm(new FenceRequest(_scim.Incarnation, Two.Head));

        _scim.BeginFence(NextEpoch.Head);

        confirmation.State.ShouldBe(ConfirmationState.NotMe);
    }

    /// <summary>The worst that A2 admits: the edge's clock 11 % slow, the waiting scim's 11 % fast.</summary>
    [Theory]
    [InlineData(10_000)]
    [InlineData(2_000)]
    [InlineData(60_000)]
    public void Fence_A2_SlowEdgeAndFastScim_TheWaitOutlastsTheLease(long length)
    {
        var leaseEnds = length / 0.89;
        var waitEnds = LeaseTerms.Of(length).Wait / 1.11;

        waitEnds.ShouldBeGreaterThan(leaseEnds);
        (waitEnds / leaseEnds).ShouldBeLessThan(1.003, "the margin is the bound's, not more");
    }

    private static ScimReading Reading(params Incarnation[] scims) =>
        new(One.Head.Epoch, Unsettled: false, Terms, [.. scims.Select(scim => new ScimRow(scim, "url", 1))]);

    private void Grant(Model.Version head, Model.Version? applied = null)
    {
        _clock.Now += 2;
        _scim.Receive(default, new LeaseAsk(Edge, 1, (applied ?? head).Head));
        var tick = _scim.BeginTick().ShouldNotBeNull();
        _clock.Now -= 2;
        _scim.Complete(tick, new TickReading(head.Head, Terms)).ShouldHaveSingleItem();
    }
}
