using System.Diagnostics.Metrics;
using EdgeGuard.Scim.Leases.Fencing;

namespace EdgeGuard.Scim.Telemetry;

/// <summary>What the lease does: ticks, fences, streams. Thread-safe.</summary>
internal sealed class LeaseMetrics
{
    private readonly Meter _meter;
    private readonly Histogram<double> _ticks;
    private readonly Counter<long> _tickFailures;
    private readonly Histogram<double> _fences;
    private readonly Counter<long> _losses;

    public LeaseMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("edgeguard-scim");
        _ticks = _meter.CreateHistogram(
            "edgeguard.lease.tick.duration", "s", "Time of a tick: from gathering the Asks to the Grants handed out.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.1, 0.5, 2, 10] });
        _tickFailures = _meter.CreateCounter<long>("edgeguard.lease.tick.failures", "{tick}", "Ticks without an answer of the database: no Grants.");
        _fences = _meter.CreateHistogram(
            "edgeguard.fence.duration", "s", "Time of a fence; several who wait may share one.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 12.5, 25, 75] });
        _losses = _meter.CreateCounter<long>("edgeguard.lease.losses", "{loss}", "Suspicions that the database lost history.");
    }

    public void Ticked(TimeSpan duration) => _ticks.Record(duration.TotalSeconds);

    public void TickFailed() => _tickFailures.Add(1);

    public void Fenced(FenceOutcome outcome, TimeSpan duration) =>
        _fences.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome switch
        {
            FenceOutcome.Confirmed => "confirmed",
            FenceOutcome.Time => "time",
            _ => "failed",
        }));

    public void LossSuspected() => _losses.Add(1);
}
