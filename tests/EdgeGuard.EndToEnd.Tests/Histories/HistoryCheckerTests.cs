namespace EdgeGuard.EndToEnd.Tests.Histories;

/// <summary>What the fault tests rest on: ann's deactivation is sent at 100 and acknowledged at 200.</summary>
public sealed class HistoryCheckerTests
{
    private static readonly Deactivation[] Ann = [new("ann", 100, 200)];

    [Theory]
    [InlineData("ann", 201, 1)]
    [InlineData("ann", 200, 0)]
    [InlineData("ann", 150, 0)]
    [InlineData("bob", 201, 0)]
    public void WrongAllows_Allowed_WhenSentAfterTheAcknowledgementOfThatUser(string user, long sent, int expected) =>
        HistoryChecker.WrongAllows([Ask(user, sent, 300, Probe.Allow)], Ann).Count.ShouldBe(expected);

    [Fact]
    public void WrongAllows_NeverAcknowledged_ThereAreNone() =>
        HistoryChecker.WrongAllows([Ask("ann", 300, 310, Probe.Allow)], [new Deactivation("ann", 100, long.MaxValue)]).ShouldBeEmpty();

    [Theory]
    [InlineData("ann", 10, 99, "USER_INACTIVE", 1)]
    [InlineData("ann", 10, 100, "USER_INACTIVE", 0)]
    [InlineData("ann", 300, 310, "USER_INACTIVE", 0)]
    [InlineData("ann", 300, 310, "UNKNOWN_SUBJECT", 1)]
    [InlineData("bob", 300, 310, "USER_INACTIVE", 1)]
    [InlineData("bob", 300, 310, Probe.NoAnswer, 1)]
    [InlineData("ann", 90, 99, Probe.NoAnswer, 1)]
    [InlineData("ann", 200, 310, Probe.NoAnswer, 0)]
    [InlineData("ann", 201, 310, Probe.NoAnswer, 1)]
    [InlineData("bob", 300, 310, Probe.Allow, 0)]
    public void UnexplainedRefusals_Refused_UnlessTheDeactivationSaysSo(string user, long sent, long received, string answer, int expected) =>
        HistoryChecker.UnexplainedRefusals([Ask(user, sent, received, answer)], Ann, []).Count.ShouldBe(expected);

    [Theory]
    [InlineData("edge-1", 400, 500, Window.Stale, 0)]
    [InlineData("edge-1", 310, 500, Window.Stale, 0)]
    [InlineData("edge-1", 311, 500, Window.Stale, 1)]
    [InlineData("edge-1", 100, 299, Window.Stale, 1)]
    [InlineData("edge-2", 100, 500, Window.Stale, 1)]
    [InlineData(null, 100, 500, Window.Stale, 0)]
    [InlineData("edge-1", 100, 500, Probe.NoAnswer, 1)]
    public void UnexplainedRefusals_InAWindow_ByEdgeTimeAndAnswer(string? edge, long from, long to, string answer, int expected)
    {
        var probe = from == 400 ? Ask("bob", 390, 400, Window.Stale) : Ask("bob", 300, 310, Window.Stale);

        HistoryChecker.UnexplainedRefusals([probe], Ann, [new Window(edge, from, to, answer)]).Count.ShouldBe(expected);
    }

    [Fact]
    public void Check_Offenders_AreShownWithTimesAndMarks()
    {
        Probe[] probes = [Ask("ann", 201, 300, Probe.Allow)];

        Should.Throw<ShouldAssertException>(() => HistoryChecker.Check(probes, Ann, [])).Message.ShouldContain("1 wrong allows");
    }

    [Fact]
    public void Check_NobodyAskedAfterwards_ProvesNothingAndFails() =>
        Should.Throw<ShouldAssertException>(() => HistoryChecker.Check([Ask("ann", 1, 2, Probe.Allow)], Ann, [])).Message.ShouldContain("nobody asked");

    private static Probe Ask(string user, long sent, long received, string answer) => new("edge-1", "gRPC", user, sent, received, answer);
}
