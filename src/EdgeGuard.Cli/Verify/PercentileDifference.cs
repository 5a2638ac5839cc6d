namespace EdgeGuard.Cli.Verify;

/// <summary>How much longer one thing takes than another, percentile by percentile.</summary>
/// <param name="Name">What was compared.</param>
/// <param name="P50">Of the medians.</param>
/// <param name="P99">Of the 99th percentiles.</param>
internal sealed record PercentileDifference(string Name, TimeSpan P50, TimeSpan P99)
{
    /// <summary>What <c>--strict</c> allows for the medians; null for anything.</summary>
    public TimeSpan? P50Limit { get; init; }

    /// <summary>What <c>--strict</c> allows for the 99th percentiles; null for anything.</summary>
    public TimeSpan? P99Limit { get; init; }

    public static PercentileDifference Of(string name, Distribution longer, Distribution shorter) =>
        new(name, longer.P50 - shorter.P50, longer.P99 - shorter.P99);
}
