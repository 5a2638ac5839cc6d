using System.Diagnostics.Metrics;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

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
    private EntryPositionBox _applied = new(default);
    private EntryPositionBox _required = new(default);

    public FollowerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("EdgeGuard.Sync");
        _entries = meter.CreateCounter<long>("edgeguard.follower.entries", "{entry}", "Entries applied.");
        _ignored = meter.CreateCounter<long>("edgeguard.follower.ignored", "{entry}", "Entries that had been applied before.");
        _refused = meter.CreateCounter<long>("edgeguard.follower.refused", "{message}", "Messages, entries and snapshots not taken.");
        _catchUps = meter.CreateCounter<long>("edgeguard.follower.catch_ups", "{catch_up}", "Times that a source was asked for what was missing.");
        _reloads = meter.CreateCounter<long>("edgeguard.follower.reloads", "{reload}", "Whole snapshots loaded.");
        _failures = meter.CreateCounter<long>("edgeguard.follower.failures", "{failure}", "Times that a source could not be read or followed.");
        _delay = meter.CreateHistogram(
            "edgeguard.follower.delay", "s", "Time from the commit of an entry to its application, by two clocks.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.1, 0.25, 1, 10] });
        meter.CreateObservableGauge("edgeguard.follower.version", () => Volatile.Read(ref _applied).At.Version, "{version}", "Last version applied.");
        meter.CreateObservableGauge("edgeguard.follower.lag", ReadLag, "{version}", "Versions that the last Grant's head is ahead of the last one applied.");
    }

    public void Applied(Epoch epoch, long version, int entries)
    {
        Volatile.Write(ref _applied, new EntryPositionBox(new EntryPosition(epoch, version)));
        _entries.Add(entries);
    }

    public bool WantsDelay => _delay.Enabled;

    public void Delayed(TimeSpan delay) => _delay.Record(Math.Max(0, delay.TotalSeconds));

    public void Ignored() => _ignored.Add(1);

    public void Refused(RefusalCause cause) => _refused.Add(1, new KeyValuePair<string, object?>("cause", cause.ToString()));

    public void Required(LogHead head) => Volatile.Write(ref _required, new EntryPositionBox(new EntryPosition(head.Epoch, head.Version)));

    public void CaughtUp(string source) => _catchUps.Add(1, SourceTag(source));

    public void Reloaded(Epoch epoch, long version, string source)
    {
        Volatile.Write(ref _applied, new EntryPositionBox(new EntryPosition(epoch, version)));
        _reloads.Add(1, SourceTag(source));
    }

    public void Failed(string source) => _failures.Add(1, SourceTag(source));

    private static KeyValuePair<string, object?> SourceTag(string source) => new("source", source);

    /// <summary>Everything of another epoch is lag.</summary>
    private long ReadLag()
    {
        var (applied, required) = (Volatile.Read(ref _applied).At, Volatile.Read(ref _required).At);
        return applied.Epoch == required.Epoch ? Math.Max(0, required.Version - applied.Version) : required.Version;
    }

    private sealed record EntryPositionBox(EntryPosition At);
}
