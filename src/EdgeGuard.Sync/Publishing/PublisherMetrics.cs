using System.Diagnostics.Metrics;

namespace EdgeGuard.Sync.Publishing;

/// <summary>What the publisher counts; described in deploy/operations/metrics.md. Thread-safe.</summary>
internal sealed class PublisherMetrics
{
    private readonly Counter<long> _entries;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _resets;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _snapshots;

    public PublisherMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("EdgeGuard.Sync");
        _entries = meter.CreateCounter<long>("edgeguard.publisher.entries", "{entry}", "Entries that this process appended to Redis.");
        _failures = meter.CreateCounter<long>("edgeguard.publisher.failures", "{failure}", "Rounds of the publisher that failed.");
        _resets = meter.CreateCounter<long>("edgeguard.publisher.resets", "{reset}", "New starts of the log in Redis.");
        _refused = meter.CreateCounter<long>(
            "edgeguard.publisher.snapshots.refused", "{snapshot}", "Snapshots not written because the rows do not add up to the log's digest.");
        _snapshots = meter.CreateHistogram(
            "edgeguard.publisher.snapshot.duration", "s", "Time to write a snapshot to Redis.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.1, 1, 10, 60, 300] });
    }

    public void Appended(int count) => _entries.Add(count);

    public void Failed() => _failures.Add(1);

    public void Reset(ResetCause cause) => _resets.Add(1, new KeyValuePair<string, object?>("cause", cause.ToString()));

    public void SnapshotRefused() => _refused.Add(1);

    public void SnapshotWritten(TimeSpan duration) => _snapshots.Record(duration.TotalSeconds);
}
