using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.LeaseStreams;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGuard.Sync.Tests.LeaseStreams;

public sealed class AskRoundTests
{
    private const long Second = 1_000_000_000;

    private readonly FakeTimeProvider _time = new();
    private readonly HashSet<int> _failing = [];
    private long _number;

    [Fact]
    public void Next_EachPeriod_AsksTheSameScimWhileItAnswers()
    {
        var round = NewRound(scims: 3);

        for (var i = 0; i < 100; i++)
        {
            Ask(round).Scim.ShouldBe(0);
            round.Answered(new LinkId(0), Grant(10 * Second)).ShouldBeTrue();
            Next(round).IsDue.ShouldBeFalse();
            round.Wait.ShouldBeInRange(TimeSpan.FromSeconds(1.6), TimeSpan.FromSeconds(2));
            _time.Advance(round.Wait);
        }
    }

    [Fact]
    public void Next_LengthOfTheLastGrant_SetsThePeriod()
    {
        var round = NewRound(scims: 1);
        Ask(round);
        round.Answered(new LinkId(0), Grant(Second));
        _time.Advance(round.Wait);

        Ask(round);
        round.Answered(new LinkId(0), Grant(Second));

        round.Length.ShouldBe(TimeSpan.FromSeconds(1));
        round.Wait.ShouldBeInRange(TimeSpan.FromMilliseconds(160), TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void Answered_LeaseShorterThanAssumed_BringsTheNextAskForward()
    {
        var round = NewRound(scims: 1);
        Ask(round);

        round.Answered(new LinkId(0), Grant(Second));

        round.Wait.ShouldBe(TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void Next_NoAnswerWithinATenth_AsksTheNextAtOnce()
    {
        var round = NewRound(scims: 2);
        Ask(round);
        round.Wait.ShouldBe(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));

        var step = Next(round);

        step.ShouldBe(new AskStep(Scim: 1, IsDue: true, WasUnanswered: true));
        round.Answered(new LinkId(0), Grant(10 * Second)).ShouldBeFalse();
    }

    [Fact]
    public void Next_LoneScimSilent_IsNotAskedFasterForIt()
    {
        var round = NewRound(scims: 1);
        Ask(round);
        _time.Advance(TimeSpan.FromSeconds(1));

        Next(round).ShouldBe(new AskStep(Scim: 0, IsDue: false, WasUnanswered: true));

        round.Wait.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public void Next_LoneScimHungUp_IsAskedAgainAtOnce()
    {
        var round = NewRound(scims: 1);
        Ask(round);

        round.Broke(new LinkId(0));

        Next(round).ShouldBe(new AskStep(Scim: 0, IsDue: true, WasUnanswered: false));
    }

    [Fact]
    public void Next_StreamBroken_AsksTheNextThatIsNotFailing()
    {
        var round = NewRound(scims: 4);
        Ask(round);
        _failing.UnionWith([0, 1, 2]);

        round.Broke(new LinkId(0));

        Next(round).Scim.ShouldBe(3);
    }

    [Fact]
    public void Next_EveryScimFailing_GoesRound()
    {
        var round = NewRound(scims: 3);
        Ask(round);
        _failing.UnionWith([0, 1, 2]);

        for (var i = 0; i < 6; i++)
        {
            round.Broke(new LinkId(i % 3));
            Next(round).Scim.ShouldBe((i + 1) % 3);
        }
    }

    [Fact]
    public void Broke_OfAnotherScim_ChangesNothing()
    {
        var round = NewRound(scims: 2);
        Ask(round);

        round.Broke(new LinkId(1));

        Next(round).ShouldBe(new AskStep(Scim: 0, IsDue: false, WasUnanswered: false));
    }

    [Fact]
    public void Next_AskNow_IsDueBeforeItsTimeAndKeepsThePatienceOfTheFirst()
    {
        var round = NewRound(scims: 2);
        Ask(round);
        _time.Advance(TimeSpan.FromSeconds(0.6));

        Ask(round, askNow: true).IsDue.ShouldBeTrue();

        round.Wait.ShouldBe(TimeSpan.FromSeconds(0.4));
    }

    [Fact]
    public void Answered_OlderOfTwoAsks_GoesOnWaitingForTheNewer()
    {
        var round = NewRound(scims: 2);
        Ask(round);
        _time.Advance(TimeSpan.FromSeconds(0.6));
        Ask(round, askNow: true);

        round.Answered(new LinkId(0), Grant(10 * Second, number: 1)).ShouldBeTrue();

        round.Wait.ShouldBe(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        Next(round).Scim.ShouldBe(1);
    }

    private AskRound NewRound(int scims) => new(scims, first: 0, _time, new Random(7));

    private AskStep Next(AskRound round, bool askNow = false) => round.Next(askNow, _failing.Contains);

    private AskStep Ask(AskRound round, bool askNow = false)
    {
        var step = Next(round, askNow);
        step.IsDue.ShouldBeTrue();
        round.Asked(++_number);
        return step;
    }

    private LeaseGrant Grant(long length, long? number = null) => new(number ?? _number, default(LogHead), length);
}
