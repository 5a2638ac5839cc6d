using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using EdgeGuard.Sync.Tests.Leases.Model;

namespace EdgeGuard.Sync.Tests.Leases;

public sealed class EdgeLeaseTests
{
    private const long Length = 100;
    private static readonly LinkId Scim = new(1);
    private static readonly Model.Version One = Model.Version.First;
    private static readonly Model.Version Two = One.Then(Operation.Other);
    private static readonly Model.Version Three = Two.Then(Operation.Deactivate);
    private static readonly Model.Version OtherTwo = One.Then(Operation.Deactivate);
    private static readonly Model.Version NextEpoch = Two.Begin(2, 3, isActive: true);

    private readonly ModelClock _clock = new() { Now = 1000 };
    private readonly EdgeLease _lease;

    public EdgeLeaseTests() => _lease = new EdgeLease(_clock);

    [Fact]
    public void Fence_2_1_NoSnapshot_NothingIsAsked() => _lease.Ask().ShouldBeNull();

    [Fact]
    public void Fence_2_1_Loaded_AskCarriesWhatIsSettled()
    {
        Start(One);
        _lease.Apply(Two.Snapshot).ShouldBeTrue();

        _lease.Ask().ShouldNotBeNull().Applied.ShouldBe(One.Head);
        _lease.Settle(Two.Snapshot);
        _lease.Ask().ShouldNotBeNull().Applied.ShouldBe(Two.Head);
    }

    [Fact]
    public void Fence_2_4_Grant_LeaseCountsFromTheAskNotFromTheGrant()
    {
        Start(One);
        var ask = Ask();
        _clock.Now += 30;

        Grant(ask, One.Head);

        _lease.View.Deadline.ShouldBe(1000 + Length);
        _lease.View.IsRunningAt(1099).ShouldBeTrue();
        _lease.View.IsRunningAt(1100).ShouldBeFalse();
    }

    [Fact]
    public void Fence_2_4_OlderAsksLateGrant_TakesNothingAway()
    {
        Start(One);
        var early = Ask();
        _clock.Now += 30;
        var late = Ask();

        Grant(late, One.Head);
        Grant(early, One.Head);

        _lease.View.Deadline.ShouldBe(1030 + Length);
    }

    [Fact]
    public void Fence_2_4_HeadAhead_CountsWhenReachedAndSettled()
    {
        Start(One);
        Grant(Ask(), Two.Head);

        _lease.View.Deadline.ShouldBe(0);
        _lease.Apply(Two.Snapshot).ShouldBeTrue();
        _lease.View.Deadline.ShouldBe(0);
        _lease.Settle(Two.Snapshot);
        _lease.View.Deadline.ShouldBe(1000 + Length);
    }

    [Fact]
    public void Fence_2_4_HeadReachedAfterTheProofHasRunOut_NoLeaseEverRan()
    {
        Start(One);
        Grant(Ask(), Two.Head);
        _clock.Now += Length;

        Advance(Two);

        _lease.View.Deadline.ShouldBe(0);
    }

    [Fact]
    public void Fence_2_4_ProofHasRunOutAndItsDigestDiffers_IsDistrusted()
    {
        Start(One);
        Grant(Ask(), OtherTwo.Head);
        _clock.Now += Length;

        Advance(Two);

        _lease.IsDistrusted.ShouldBeTrue();
    }

    [Fact]
    public void Receive_UnknownOrTooLate_IsNotInTime()
    {
        Start(One);
        var ask = Ask();

        Receive(ask with { Number = 2 }).ShouldBe(default);
        Receive(ask).ShouldBe(new GrantReceipt(IsInTime: true, IsNewContact: true));
        Receive(ask).ShouldBe(new GrantReceipt(IsInTime: true, IsNewContact: false));
        _clock.Now += Length;
        Receive(ask).ShouldBe(new GrantReceipt(IsInTime: false, IsNewContact: false));
        _clock.Now += 3 * Length;
        Receive(ask).ShouldBe(new GrantReceipt(IsInTime: false, IsNewContact: true));
        _lease.Leave();
        Receive(ask).ShouldBe(default);
    }

    [Fact]
    public void Fence_2_4_HeadBehind_CountsByTheDigestThere()
    {
        Start(One);
        var ask = Ask();
        Advance(Two, Three);

        Grant(ask, Two.Head);

        _lease.View.Deadline.ShouldBe(1000 + Length);
    }

    [Fact]
    public void Fence_2_4_SeveralEntriesAtOnce_DigestsBetweenAreKnown()
    {
        Start(One);
        var ask = Ask();
        _lease.Apply(Three.Snapshot, Two.Head, Three.Head).ShouldBeTrue();
        _lease.Settle(Three.Snapshot);

        Grant(ask, Two.Head);

        _lease.View.Deadline.ShouldBe(1000 + Length);
    }

    [Fact]
    public void Fence_2_4_HeadOlderThanTheDigestsKept_NoProofAndNoDoubt()
    {
        Start(One);
        var ask = Ask();
        _lease.Load(Three.Snapshot).ShouldBeTrue();
        _lease.Settle(Three.Snapshot);

        Grant(ask, Two.Head);

        _lease.View.Deadline.ShouldBe(0);
        _lease.IsDistrusted.ShouldBeFalse();
    }

    [Fact]
    public void Fence_2_4_DigestDiffersAtHead_LeaseEndsAndOnlyAReloadAndANewAskBringItBack()
    {
        Start(Two);
        Grant(Ask(), Two.Head);
        var before = Ask();
        Grant(Ask(), OtherTwo.Head);

        _lease.View.Deadline.ShouldBe(0);
        _lease.IsDistrusted.ShouldBeTrue();
        _lease.Apply(Three.Snapshot).ShouldBeFalse();

        Grant(Ask(), Two.Head);
        _lease.View.Deadline.ShouldBe(0);
        _lease.Load(Two.Snapshot).ShouldBeTrue();
        _lease.Settle(Two.Snapshot);
        Grant(before, Two.Head);
        _lease.View.Deadline.ShouldBe(0);

        Grant(Ask(), Two.Head);
        _lease.View.Deadline.ShouldBe(1000 + Length);
    }

    [Fact]
    public void Fence_2_4_Distrusted_NoReloadBeforeAScimHasSeenWhatWasHeld()
    {
        Start(Two);
        var before = Ask();
        _lease.Distrust();

        Grant(before, Two.Head);
        _lease.Load(Three.Snapshot).ShouldBeFalse();
        Ask().Applied.ShouldBe(Two.Head);
        Grant(Ask(), Two.Head);
        _lease.Load(Three.Snapshot).ShouldBeTrue();
    }

    [Fact]
    public void Fence_2_4_Reload_NeverBelowTheVersionReported()
    {
        Start(Two);
        _lease.Distrust();
        Grant(Ask(), Two.Head);

        _lease.Load(One.Snapshot).ShouldBeFalse();
        _lease.Load(Two.Snapshot).ShouldBeTrue();
    }

    [Fact]
    public void Fence_2_4_SameVersionWithAnotherDigest_IsDistrusted()
    {
        Start(Two);
        Grant(Ask(), Two.Head);

        _lease.Load(OtherTwo.Snapshot).ShouldBeFalse();

        _lease.IsDistrusted.ShouldBeTrue();
        _lease.View.Deadline.ShouldBe(0);
    }

    [Fact]
    public void Fence_2_4_SwapWithinTheEpoch_CopiesTheDeadline()
    {
        Start(One);
        Grant(Ask(), One.Head);

        Advance(Two);

        _lease.View.Deadline.ShouldBe(1000 + Length);
        _lease.View.Snapshot.ShouldBeSameAs(Two.Snapshot);
    }

    [Fact]
    public void Fence_2_4_AnotherEpoch_StartsWithoutALease()
    {
        Start(Two);
        Grant(Ask(), Two.Head);
        var pending = Ask();
        Grant(pending, NextEpoch.Head);

        _lease.Load(NextEpoch.Snapshot).ShouldBeTrue();
        _lease.View.Deadline.ShouldBe(0);
        _lease.Settle(NextEpoch.Snapshot);

        _lease.View.Deadline.ShouldBe(1000 + Length, "a Grant of the new epoch was pending");
    }

    [Fact]
    public void Fence_2_4_BackToAnEarlierEpoch_NotBelowWhatWasHeldInIt()
    {
        Start(Three);
        _lease.Load(NextEpoch.Snapshot).ShouldBeTrue();
        _lease.Settle(NextEpoch.Snapshot);

        _lease.Load(Two.Snapshot).ShouldBeFalse();
    }

    [Fact]
    public void Fence_2_8_Report_GoesToEachScimThatMayHoldARecord()
    {
        Start(Two);
        Grant(Ask(), Two.Head);
        _lease.Receive(new LinkId(2), new LeaseGrant(Ask().Number, Two.Head, Length));

        _lease.Report().ShouldNotBeNull().Applied.ShouldBe(Two.Head);
        _lease.Contacts().ShouldBe([Scim, new LinkId(2)], ignoreOrder: true);
        _clock.Now += 2 * Length;
        _lease.Contacts().ShouldBeEmpty();
    }

    [Fact]
    public void Fence_2_9_Leave_LateGrantsAreIgnoredForEver()
    {
        Start(One);
        var ask = Ask();
        Grant(Ask(), One.Head);

        _lease.Leave().Edge.ShouldBe(_lease.Incarnation);
        Grant(ask, One.Head);
        Advance(Two);

        _lease.View.Deadline.ShouldBe(0);
        _lease.Ask().ShouldBeNull();
    }

    [Fact]
    public void Fence_3_e_ForeignOrForgottenNumbers_AreNoProof()
    {
        Start(One);
        var first = Ask();
        for (var i = 0; i < AskLog.DefaultCapacity; i++)
            Ask();

        Grant(first, One.Head);
        Grant(first with { Number = 1_000_000 }, One.Head);
        Grant(first with { Number = 0 }, One.Head);

        _lease.View.Deadline.ShouldBe(0);
    }

    [Fact]
    public async Task Fence_2_5_ViewIsNeverTorn_DeadlineBelongsToTheEpochOfItsSnapshot()
    {
        Start(Two);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var reader = Task.Run(
            () =>
            {
                var torn = 0;
                while (!stop.IsCancellationRequested)
                {
                    var view = _lease.View;
                    if (view.Deadline != 0 && view.Snapshot!.Epoch != Two.Head.Epoch)
                        torn++;
                }

                return torn;
            },
            TestContext.Current.CancellationToken);

        for (var i = 0; i < 20_000; i++)
        {
            _lease.Load((i % 2 == 0 ? NextEpoch : Two).Snapshot);
            _lease.Settle((i % 2 == 0 ? NextEpoch : Two).Snapshot);
            Grant(Ask(), Two.Head);
        }

        await stop.CancelAsync();
        (await reader).ShouldBe(0);
    }

    private void Start(Model.Version version)
    {
        _lease.Load(version.Snapshot).ShouldBeTrue();
        _lease.Settle(version.Snapshot);
    }

    private void Advance(params ReadOnlySpan<Model.Version> versions)
    {
        foreach (var version in versions)
        {
            _lease.Apply(version.Snapshot).ShouldBeTrue();
            _lease.Settle(version.Snapshot);
        }
    }

    private LeaseAsk Ask() => _lease.Ask().ShouldNotBeNull();

    private GrantReceipt Receive(LeaseAsk ask) => _lease.Receive(Scim, new LeaseGrant(ask.Number, One.Head, Length));

    private void Grant(LeaseAsk ask, LogHead head) => _lease.Receive(Scim, new LeaseGrant(ask.Number, head, Length));
}
