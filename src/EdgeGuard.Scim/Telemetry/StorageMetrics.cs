using System.Diagnostics.Metrics;

namespace EdgeGuard.Scim.Telemetry;

/// <summary>What the writer does: how many entries are committed, and how long a commit (a whole batch) takes.</summary>
internal sealed class StorageMetrics
{
    private readonly Counter<long> _entries;
    private readonly Histogram<double> _duration;

    public StorageMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("edgeguard-scim");
        _entries = meter.CreateCounter<long>("edgeguard.store.entries", "{entry}", "Log entries committed.");
        _duration = meter.CreateHistogram(
            "edgeguard.store.commit.duration", "s", "Time from the start of a transaction to its durable commit; one commit may hold several entries.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.1, 0.5, 2] });
    }

    public void Committed(long entries, TimeSpan duration)
    {
        _entries.Add(entries);
        _duration.Record(duration.TotalSeconds);
    }
}
