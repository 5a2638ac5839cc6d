namespace EdgeGuard.EndToEnd.Tests.Histories;

/// <summary>
/// Holds every request of a test against every acknowledgement. Two things must not be in it: a request that was sent after the
/// user's deactivation had been acknowledged and was allowed, and a good request that was refused although nothing was broken.
/// </summary>
internal static class HistoryChecker
{
    private const int Shown = 5;

    public static IReadOnlyList<Probe> WrongAllows(IEnumerable<Probe> probes, IReadOnlyCollection<Deactivation> deactivations) =>
        [.. probes.Where(p => p.Allowed && deactivations.Any(d => d.User == p.User && p.Sent > d.Acknowledged))];

    public static IReadOnlyList<Probe> UnexplainedRefusals(
        IEnumerable<Probe> probes, IReadOnlyCollection<Deactivation> deactivations, IReadOnlyCollection<Window> windows) =>
        [.. probes.Where(p => !p.Allowed
            && !deactivations.Any(d => d.Explains(p))
            && !windows.Any(w => w.Explains(p)))];

    /// <summary>Fails with the first offenders, with times in milliseconds from the beginning of the history.</summary>
    public static void Check(IReadOnlyList<Probe> probes, IReadOnlyCollection<Deactivation> deactivations, IReadOnlyCollection<Window> windows)
    {
        probes.ShouldNotBeEmpty();
        var start = probes.Min(p => p.Sent);
        var marks = string.Concat(deactivations.Select(d => $"\n  {d.User} deactivated at {Since(start, d.Sent)}, acknowledged at {Since(start, d.Acknowledged)}"))
            + string.Concat(windows.Select(w => $"\n  {w.Edge ?? "any edge"} may refuse ({string.Join(", ", w.Answers)}) from {Since(start, w.From)} to {Since(start, w.To)}"));
        foreach (var deactivation in deactivations)
        {
            probes.Any(p => p.User == deactivation.User && p.Sent > deactivation.Acknowledged)
                .ShouldBeTrue($"nobody asked for {deactivation.User} after the acknowledgement");
        }

        Describe("wrong allows", WrongAllows(probes, deactivations), start, marks).ShouldBeNull();
        Describe("unexplained refusals", UnexplainedRefusals(probes, deactivations, windows), start, marks).ShouldBeNull();
    }

    private static string? Describe(string what, IReadOnlyList<Probe> offenders, long start, string marks)
    {
        if (offenders.Count == 0)
            return null;
        var lines = offenders.Take(Shown).Select(p => $"\n  {p.Edge} {p.Way} {p.User}: sent at {Since(start, p.Sent)}, answered at {Since(start, p.Received)}: {p.Answer}");
        return $"{offenders.Count} {what}:{string.Concat(lines)}\nwhere{marks}";
    }

    private static string Since(long start, long at) =>
        at == long.MaxValue ? "never" : $"{TimeProvider.System.GetElapsedTime(start, at).TotalMilliseconds:0.0} ms";
}
