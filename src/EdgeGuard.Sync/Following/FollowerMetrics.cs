using System.Diagnostics.Metrics;

namespace EdgeGuard.Sync.Following;

/// <summary>What the follower counts; described in deploy/operations/metrics.md. Thread-safe.</summary>
internal sealed class FollowerMetrics
{
    private readonly Counter<long> _entries;
    private readonly Counter<long> _ignored;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _catchUps;
    private readonly Counter<long> _reloads;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _delay;
    private long _version;

    public FollowerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("EdgeGuard.Sync");
        _entries = meter.CreateCounter<long>("edgeguard.follower.entries", "{entry}", "Entries applied.");
        _ignored = meter.CreateCounter<long>("edgeguard.follower.ignored", "{entry}", "Entries that had been applied before.");
        _refused = meter.CreateCounter<long>("edgeguard.follower.refused", "{message}", "Messages, entries and snapshots not taken.");
        _catchUps = meter.CreateCounter<long>("edgeguard.follower.catch_ups", "{catch_up}", "Times that missing entries were looked for.");
        _reloads = meter.CreateCounter<long>("edgeguard.follower.reloads", "{reload}", "Whole snapshots loaded.");
        _failures = meter.CreateCounter<long>("edgeguard.follower.failures", "{failure}", "Times that Redis could not be followed.");
        _delay = meter.CreateHistogram(
            "edgeguard.follower.delay", "s", "Time from the commit of an entry to its application, by two clocks.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.1, 0.25, 1, 10] });
        meter.CreateObservableGauge("edgeguard.follower.version", () => Volatile.Read(ref _version), "{version}", "Last version applied.");
    }

    public void Applied(long version, int entries)
    {
        Volatile.Write(ref _version, version);
        _entries.Add(entries);
    }

    public bool WantsDelay => _delay.Enabled;

    public void Delayed(TimeSpan delay) => _delay.Record(Math.Max(0, delay.TotalSeconds));

    public void Ignored() => _ignored.Add(1);

    public void Refused(RefusalCause cause) => _refused.Add(1, new KeyValuePair<string, object?>("cause", cause.ToString()));

    public void CaughtUp() => _catchUps.Add(1);

    public void Reloaded(long version)
    {
        Volatile.Write(ref _version, version);
        _reloads.Add(1);
    }

    public void Failed() => _failures.Add(1);
}
