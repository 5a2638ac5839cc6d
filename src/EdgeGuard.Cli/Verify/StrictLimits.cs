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

    /// <summary>From a deactivation's response until the last open request is cut.</summary>
    public static readonly TimeSpan Cut = TimeSpan.FromSeconds(1);

    /// <exception cref="StepFailedException">A limit was missed.</exception>
    public static void Judge(Enforcement enforcement) => Within("all edges", enforcement.AllEdges, Enforcement);

    /// <exception cref="StepFailedException">A limit was missed.</exception>
    public static void Judge(Distribution roleChange, Distribution deactivation)
    {
        Within($"{roleChange.Name} p50", roleChange.P50, Enforcement);
        Within($"{roleChange.Name} p99", roleChange.P99, EnforcementP99);
        Within($"{deactivation.Name} p99", deactivation.P99, DeactivationP99);
    }

    private static void Within(string what, TimeSpan time, TimeSpan limit) => Expect.That(
        time <= limit,
        string.Create(CultureInfo.InvariantCulture, $"{what} took {time.TotalMilliseconds:0.0} ms, more than {limit.TotalMilliseconds:0}"));
}
