using System.Diagnostics.Metrics;
using System.Net;
using EdgeGuard.Edge.Leases;
using EdgeGuard.Edge.Sessions;
using EdgeGuard.Edge.Telemetry;
using EdgeGuard.Edge.Tests.Authentication;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases.Holding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace EdgeGuard.Edge.Tests.Telemetry;

public class EdgeMetricsTests
{
    [Fact]
    public async Task Instruments_DecisionsAndCuts_AreCountedByCause()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var meters = edge.Services.GetRequiredService<IMeterFactory>();
        using var proxy = new MetricCollector<long>(meters, EdgeMetrics.MeterName, "edgeguard.proxy.decisions");
        using var checks = new MetricCollector<long>(meters, EdgeMetrics.MeterName, "edgeguard.checks.decisions");
        using var cuts = new MetricCollector<long>(meters, EdgeMetrics.MeterName, "edgeguard.sessions.cut");
        using var client = CheckClient.OverTcp(edge);

        using (var denied = await edge.SendAsync(HttpMethod.Get, "/me"))
            denied.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using (await edge.SendAsync(HttpMethod.Get, "/hold/one", edge.Token("ada")))
        {
            await client.CheckAsync(CheckClient.MayRead("ada"));
            await client.CheckAsync(CheckClient.MayRead("eve"));
            edge.Directory.Deactivate("ada");
        }

        Tags(proxy, "reason").ShouldBe(["TOKEN_MISSING", "ALLOWED"]);
        Tags(checks, "reason").ShouldBe(["ALLOWED", "UNKNOWN_SUBJECT"]);
        Tags(cuts, "cause").ShouldBe(["change"]);
        using var open = new MetricCollector<int>(meters, EdgeMetrics.MeterName, "edgeguard.sessions.open");
        await Eventually.HoldsAsync(
            () =>
            {
                open.RecordObservableInstruments();
                return open.LastMeasurement?.Value == 0;
            },
            "no request is open");
    }

    [Fact]
    public void Instruments_Each_IsInTheOperatorsList()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var names = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => names.Add(instrument.Name) };
        var meters = services.GetRequiredService<IMeterFactory>();
        _ = new EdgeMetrics(meters, new OpenRequests());
        var clock = new TestLeaseClock();
        var lease = new EdgeLease(clock);
        _ = new LeaseMetrics(meters, lease, clock, new LeaseGate(new SnapshotState(lease), clock));
        listener.Start();
        var list = File.ReadAllText(OperatorsList.Find("metrics.md"));

        names.Count(name => name.StartsWith("edgeguard.lease.", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(3);
        names.Where(name => name.StartsWith("edgeguard.proxy.", StringComparison.Ordinal)
            || name.StartsWith("edgeguard.lease.", StringComparison.Ordinal)
            || name.StartsWith("edgeguard.checks.", StringComparison.Ordinal)
            || name.StartsWith("edgeguard.sessions.", StringComparison.Ordinal)).ShouldAllBe(name => list.Contains($"| `{name}` |"));
    }

    private static string?[] Tags(MetricCollector<long> collector, string name) =>
        [.. collector.GetMeasurementSnapshot().Select(measurement => measurement.Tags[name]?.ToString())];
}
