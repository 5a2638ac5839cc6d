using System.Net;
using System.Net.WebSockets;
using EdgeGuard.Edge.Leases;
using EdgeGuard.Edge.Sessions;
using EdgeGuard.Edge.Telemetry;
using EdgeGuard.Edge.Tests.Authentication;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Edge.Tests.Sessions.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace EdgeGuard.Edge.Tests.Leases;

/// <summary>FENCE section 1, stream rule: without a lease no further byte of a guarded stream passes; after the hold limit it is cut.</summary>
public class Fence_1_StreamRuleTests
{
    private static readonly TimeSpan HoldLimit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Lease_RunsOut_HoldsEveryKindOfStreamUntilItRunsAgain()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        await using var live = new LiveSet();
        await live.OpenAsync(edge, "ada");
        await LiveSet.ExchangeAsync(edge, live.Connections);

        edge.EndLease();
        await LiveSet.SendAsync(edge, live.Connections);
        await ShouldBeHeldAsync(edge, live.Connections.Count);
        var before = await LiveSet.SettleAsync(live.Connections);
        await LiveSet.SendAsync(edge, live.Connections);

        (await LiveSet.SettleAsync(live.Connections)).ShouldBe(before);
        live.Connections.ShouldAllBe(connection => !connection.Ended.IsCompleted);

        edge.RenewLease();

        await Eventually.HoldsAsync(() => Progress(live).Zip(before).All(pair => pair.First > pair.Second), "what was held goes on");
        await LiveSet.ExchangeAsync(edge, live.Connections);
        edge.Services.GetRequiredService<LeaseGate>().Held.ShouldBe(0);
    }

    [Fact]
    public async Task Lease_DoesNotComeBackWithinTheHoldLimit_CutsWhatIsGuardedAndNothingElse()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada", EdgeRig.Route("open", "/hold/open/{**rest}", "anonymous"));
        using var cuts = new MetricCollector<long>(
            edge.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), EdgeMetrics.MeterName, "edgeguard.sessions.cut");
        await using var live = new LiveSet();
        await live.OpenAsync(edge, "ada");
        using var anonymous = await edge.SendAsync(HttpMethod.Get, "/hold/open/one");
        anonymous.StatusCode.ShouldBe(HttpStatusCode.OK);

        edge.EndLease();
        edge.LeaseClock.Advance(HoldLimit - TimeSpan.FromMilliseconds(1));
        edge.Time.Advance(LeaseWatch.LapsedPeriod);
        live.Connections.ShouldAllBe(connection => !connection.Ended.IsCompleted);
        edge.LeaseClock.Advance(TimeSpan.FromMilliseconds(1));
        edge.Time.Advance(LeaseWatch.LapsedPeriod);

        await Task.WhenAll(live.Connections.Select(connection => connection.Ended)).WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
        var measured = cuts.GetMeasurementSnapshot();
        measured.Sum(measurement => measurement.Value).ShouldBe(live.Connections.Count);
        measured.ShouldAllBe(measurement => (string?)measurement.Tags["cause"] == "lease");
        edge.App.Ended("open/one").IsCompleted.ShouldBeFalse();
        var body = await anonymous.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await body.ReadExactlyAsync(new byte[5], TestContext.Current.CancellationToken);
        edge.App.Live.Publish();
        await body.ReadExactlyAsync(new byte[5], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Lease_RunsOutBeforeAnAnswerWithoutBody_HoldsItsHeaders()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var answer = edge.SendAsync(HttpMethod.Get, "/documents/late", edge.Token("ada"));
        await Eventually.HoldsAsync(() => edge.App.Received == 1, "the request reaches the app");

        edge.EndLease();

        // Again and again: the app may not wait for it yet.
        await Eventually.HoldsAsync(
            () =>
            {
                edge.App.Live.Publish();
                return edge.Services.GetRequiredService<LeaseGate>().Held == 1;
            },
            "the answer is held");
        answer.IsCompleted.ShouldBeFalse();
        edge.RenewLease();

        using var response = await answer;
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Deactivate_WhileHeld_CutsAndLetsNothingThrough()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        await using var live = new LiveSet();
        await live.OpenAsync(edge, "ada");
        edge.EndLease();
        await LiveSet.SendAsync(edge, live.Connections);
        await ShouldBeHeldAsync(edge, live.Connections.Count);
        var before = await LiveSet.SettleAsync(live.Connections);

        edge.Directory.Deactivate("ada");
        edge.RenewLease();

        await Task.WhenAll(live.Connections.Select(connection => connection.Ended)).WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
        Progress(live).ShouldBe(before);
        await Eventually.HoldsAsync(() => edge.Services.GetRequiredService<OpenRequests>().Count == 0, "the register is empty");
        edge.Services.GetRequiredService<LeaseGate>().Held.ShouldBe(0);
    }

    [Fact]
    public async Task Deactivate_WhileTheEndOfAWebSocketIsHeld_ClosesItAndLeavesTheRegister()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        await using var socket = new Sessions.Live.Socket(LiveEndpoints.Dropped);
        await socket.OpenAsync(edge, edge.Token("ada"));
        edge.EndLease();
        edge.App.Live.Publish();
        await ShouldBeHeldAsync(edge, 1);

        edge.Directory.Deactivate("ada");

        await Eventually.HoldsAsync(() => edge.Services.GetRequiredService<OpenRequests>().Count == 0, "the register is empty");
        await socket.Ended.WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
    }

    [Fact]
    public async Task Lease_WithdrawnAndGrantedAgain_LetsHeldRequestsGoAtOnce()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        await using var live = new LiveSet();
        await live.OpenAsync(edge, "ada");
        // The timer is set to the next look at a running lease.
        edge.Time.Advance(LeaseWatch.LapsedPeriod);
        edge.Directory.Distrust();
        await LiveSet.SendAsync(edge, live.Connections);
        await ShouldBeHeldAsync(edge, live.Connections.Count);

        edge.Directory.AddViewer("ben");
        edge.Time.Advance(LeaseWatch.LapsedPeriod);

        await Eventually.HoldsAsync(() => edge.Services.GetRequiredService<LeaseGate>().Held == 0, "nothing is held");
    }

    private static long[] Progress(LiveSet live) => [.. live.Connections.Select(connection => connection.Progress)];

    private static Task ShouldBeHeldAsync(EdgeRig edge, int count) =>
        Eventually.HoldsAsync(() => edge.Services.GetRequiredService<LeaseGate>().Held == count, $"{count} requests are held");
}
