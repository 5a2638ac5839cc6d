using System.Diagnostics.Metrics;

namespace EdgeGuard.Sync.DiskCopies;

/// <summary>What is counted about disk copies; described in deploy/operations/metrics.md. Thread-safe.</summary>
internal sealed class DiskCopyMetrics
{
    private readonly Counter<long> _failures;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _duration;
    private long _version;

    public DiskCopyMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("EdgeGuard.Sync");
        _failures = meter.CreateCounter<long>("edgeguard.disk_copy.failures", "{failure}", "Times that the copy could not be written.");
        _refused = meter.CreateCounter<long>("edgeguard.disk_copy.refused", "{copy}", "Copies not used at start.");
        _duration = meter.CreateHistogram(
            "edgeguard.disk_copy.duration", "s", "Time to write a copy.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60] });
        meter.CreateObservableGauge("edgeguard.disk_copy.version", () => Volatile.Read(ref _version), "{version}", "Version of the copy on the disk.");
    }

    public void Kept(long version) => Volatile.Write(ref _version, version);

    public void Written(long version, TimeSpan duration)
    {
        Kept(version);
        _duration.Record(duration.TotalSeconds);
    }

    public void Failed() => _failures.Add(1);

    public void Refused(DiskCopyFault cause) => _refused.Add(1, new KeyValuePair<string, object?>("cause", cause.ToString()));
}
