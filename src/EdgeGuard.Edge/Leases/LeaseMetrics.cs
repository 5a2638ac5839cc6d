using System.Diagnostics.Metrics;
using EdgeGuard.Edge.Telemetry;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;

namespace EdgeGuard.Edge.Leases;

/// <summary>Instruments of the lease as the edge's decisions see it (meter <c>edgeguard-edge</c>). Thread-safe.</summary>
internal sealed class LeaseMetrics
{
    private const double NanosecondsPerSecond = 1e9;

    private readonly Counter<long> _lapses;

    public LeaseMetrics(IMeterFactory meters, EdgeLease lease, ILeaseClock clock, LeaseGate gate)
    {
        var meter = meters.Create(EdgeMetrics.MeterName);
        _lapses = meter.CreateCounter<long>("edgeguard.lease.lapses", "{lapse}", "Times that the lease ended without another.");
        meter.CreateObservableGauge("edgeguard.lease.age", () => Age(lease, clock), "s", "Time since the question that the present lease answers; none before the first lease.");
        meter.CreateObservableGauge("edgeguard.lease.lag", () => lease.Lag, "{version}", "Versions that a scim has named and the edge has not applied.");
        meter.CreateObservableGauge("edgeguard.sessions.held", () => gate.Held, "{request}", "Requests in flight that wait for a lease.");
    }

    /// <summary>The lease has ended.</summary>
    public void Lapsed() => _lapses.Add(1);

    private static IEnumerable<Measurement<double>> Age(EdgeLease lease, ILeaseClock clock)
    {
        var instant = clock.Now;
        var deadline = lease.View.Deadline;
        return deadline == 0 ? [] : [new Measurement<double>((instant - deadline + lease.Length) / NanosecondsPerSecond)];
    }
}
