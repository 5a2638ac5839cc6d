using System.Diagnostics.Metrics;

namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>What the lease client counts; described in deploy/operations/metrics.md. Thread-safe.</summary>
internal sealed class LeaseMetrics
{
    private readonly Counter<long> _asks;
    private readonly Counter<long> _unanswered;
    private readonly Counter<long> _grants;
    private readonly Counter<long> _late;
    private readonly Counter<long> _reports;
    private readonly Counter<long> _breaks;
    private readonly Counter<long> _unreadable;

    public LeaseMetrics(IMeterFactory meters, LeaseMonitor monitor)
    {
        var meter = meters.Create("EdgeGuard.Sync");
        _asks = meter.CreateCounter<long>("edgeguard.lease.asks", "{ask}", "Asks made.");
        _unanswered = meter.CreateCounter<long>("edgeguard.lease.asks.unanswered", "{ask}", "Asks without an answer within a tenth of the lease.");
        _grants = meter.CreateCounter<long>("edgeguard.lease.grants", "{grant}", "Grants received.");
        _late = meter.CreateCounter<long>("edgeguard.lease.grants.late", "{grant}", "Grants that nobody waited for any more.");
        _reports = meter.CreateCounter<long>("edgeguard.lease.reports", "{report}", "Reports of what is applied, to each scim.");
        _breaks = meter.CreateCounter<long>("edgeguard.lease.breaks", "{break}", "Lease streams that ended or could not be made.");
        _unreadable = meter.CreateCounter<long>("edgeguard.lease.unreadable", "{message}", "Messages on lease streams that were not understood.");
        meter.CreateObservableGauge("edgeguard.lease.remaining", () => monitor.Current.Remaining.TotalSeconds, "s", "How long the lease still runs.");
    }

    public void Asked() => _asks.Add(1);

    public void Unanswered() => _unanswered.Add(1);

    public void Granted(bool isLate)
    {
        _grants.Add(1);
        if (isLate)
            _late.Add(1);
    }

    public void Reported() => _reports.Add(1);

    public void Broke(LinkFault fault) => _breaks.Add(1, new KeyValuePair<string, object?>("cause", fault.ToString()));

    public void Unreadable() => _unreadable.Add(1);
}
