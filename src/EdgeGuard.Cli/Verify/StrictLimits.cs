using System.Globalization;

namespace EdgeGuard.Cli.Verify;

/// <summary>The times that <c>--strict</c> judges (acceptance scenarios S1, S3, S5). Without it they are printed only.</summary>
internal static class StrictLimits
{
    /// <summary>From a SCIM response to its enforcement on all edges; as a median when there are many.</summary>
    public static readonly TimeSpan Enforcement = TimeSpan.FromMilliseconds(250);

    /// <summary>The same at the 99th percentile.</summary>
    public static readonly TimeSpan EnforcementP99 = TimeSpan.FromSeconds(1);

    /// <summary>From a deactivation's response until all edges deny, at the 99th percentile.</summary>
    public static readonly TimeSpan DeactivationP99 = TimeSpan.FromMilliseconds(25);

    /// <summary>From a deactivation's response until the last live connection is cut.</summary>
    public static readonly TimeSpan Cut = TimeSpan.FromSeconds(1);

    /// <summary>What a fenced deactivation may take longer to be answered than one with <c>fence: off</c>, as a difference of medians.</summary>
    public static readonly TimeSpan FenceP50 = TimeSpan.FromMilliseconds(5);

    /// <summary>The same, as a difference of 99th percentiles.</summary>
    public static readonly TimeSpan FenceP99 = TimeSpan.FromMilliseconds(50);

    /// <exception cref="StepFailedException">A time of the step is over its limit.</exception>
    public static void Judge(StepOutcome outcome)
    {
        Within("all edges", outcome.Enforcement?.AllEdges, Enforcement);
        foreach (var distribution in outcome.Distributions)
        {
            Within($"{distribution.Name} p50", distribution.P50, distribution.P50Limit);
            Within($"{distribution.Name} p99", distribution.P99, distribution.P99Limit);
            Within($"{distribution.Name}, the longest,", distribution.Max, distribution.MaxLimit);
        }

        foreach (var difference in outcome.Differences)
        {
            Within($"{difference.Name} (p50)", difference.P50, difference.P50Limit);
            Within($"{difference.Name} (p99)", difference.P99, difference.P99Limit);
        }
    }

    private static void Within(string what, TimeSpan? time, TimeSpan? limit)
    {
        if (time is { } taken && limit is { } allowed && taken > allowed)
        {
            throw new StepFailedException(string.Create(
                CultureInfo.InvariantCulture, $"{what} took {taken.TotalMilliseconds:0.0} ms, more than {allowed.TotalMilliseconds:0}"));
        }
    }
}
