using System.Diagnostics.Metrics;
using EdgeGuard.Scim.Leases;
using EdgeGuard.Scim.Leases.Fencing;
using EdgeGuard.Scim.Leases.Streams;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Scim.Telemetry;

/// <summary>What the lease holds at the moment at which somebody looks.</summary>
internal sealed class LeaseGauges(
    IMeterFactory meters, EdgeStreams streams, LeaseFencing fencing, LeaseSweep sweep, LeaseAuthority authority, Fleet fleet) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create("edgeguard-scim");
        meter.CreateObservableGauge("edgeguard.lease.streams", () => streams.All.Count(), "{stream}", "Open lease streams.");
        meter.CreateObservableGauge("edgeguard.lease.edges", () => authority.View.Edges.Count, "{edge}", "Edges whose leases from this process may run.");
        meter.CreateObservableGauge("edgeguard.lease.lag", SlowestLag, "{version}", "How many versions the slowest connected edge is behind.");
        meter.CreateObservableGauge("edgeguard.lease.scims", () => sweep.Rows, "{scim}", "Rows of scim processes in the database, this one's included.");
        meter.CreateObservableGauge("edgeguard.fence.waiting", () => fencing.Waiting, "{fence}", "Fences under way, or about to begin.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private long SlowestLag()
    {
        var view = authority.View;
        var applied = fleet.List(view).Where(edge => edge.IsConnected).Select(edge => edge.Applied).DefaultIfEmpty(view.Floor).Min();
        return Math.Max(0, view.Floor - applied);
    }
}
