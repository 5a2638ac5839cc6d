using System.Diagnostics.Metrics;

namespace EdgeGuard.Scim.Telemetry;

/// <summary>How answers that reveal a revocation stand to its fence: how many, and how long they waited.</summary>
internal sealed class AnswerMetrics
{
    /// <summary>Fenced before.</summary>
    public const string Covered = "covered";

    /// <summary>Sent after its fence.</summary>
    public const string AfterWait = "waited";

    /// <summary>Sent before its fence (<c>report</c>).</summary>
    public const string BeforeFence = "pending";

    /// <summary>Its fence failed: 503.</summary>
    public const string Unconfirmed = "unconfirmed";

    private static readonly InstrumentAdvice<double> Buckets =
        new() { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 25] };

    private readonly Counter<long> _answers;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _background;

    public AnswerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("edgeguard-scim");
        _answers = meter.CreateCounter<long>("edgeguard.answer.fences", "{answer}", "Answers that reveal a revocation.");
        _wait = meter.CreateHistogram("edgeguard.answer.wait", "s", "How long an answer waited for its fence.", advice: Buckets);
        _background = meter.CreateHistogram(
            "edgeguard.answer.background", "s", "Time from the oldest answer that did not wait until its fence ended.", advice: Buckets);
    }

    public void Answered(string outcome) => _answers.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Waited(string outcome, TimeSpan wait)
    {
        Answered(outcome);
        _wait.Record(wait.TotalSeconds);
    }

    public void Reported(bool done, TimeSpan took) =>
        _background.Record(took.TotalSeconds, new KeyValuePair<string, object?>("outcome", done ? "enforced" : Unconfirmed));
}
