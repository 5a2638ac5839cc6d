using HdrHistogram;

namespace EdgeGuard.Cli.Verify;

/// <summary>A summary of many times. The figures are exact to three digits.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Count">How many times.</param>
/// <param name="P50">Median.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="P999">99.9th percentile.</param>
/// <param name="Max">The longest.</param>
internal sealed record Distribution(string Name, long Count, TimeSpan P50, TimeSpan P99, TimeSpan P999, TimeSpan Max)
{
    private const long NanosecondsPerTick = 100;
    private const int Digits = 3;

    /// <summary>What <c>--strict</c> allows for the median; null for anything.</summary>
    public TimeSpan? P50Limit { get; init; }

    /// <summary>What <c>--strict</c> allows for the 99th percentile; null for anything.</summary>
    public TimeSpan? P99Limit { get; init; }

    /// <summary>What <c>--strict</c> allows for the longest; null for anything.</summary>
    public TimeSpan? MaxLimit { get; init; }

    /// <summary>Summarises <paramref name="times"/>; longer ones than a minute count as a minute.</summary>
    public static Distribution Of(string name, IEnumerable<TimeSpan> times)
    {
        var histogram = new LongHistogram(TimeSpan.TicksPerMinute * NanosecondsPerTick, Digits);
        foreach (var time in times)
            histogram.RecordValue(Math.Clamp(time.Ticks * NanosecondsPerTick, 1, TimeSpan.TicksPerMinute * NanosecondsPerTick));
        TimeSpan At(double percentile) => TimeSpan.FromTicks(histogram.GetValueAtPercentile(percentile) / NanosecondsPerTick);
        return new Distribution(name, histogram.TotalCount, At(50), At(99), At(99.9), At(100));
    }
}
