using System.Globalization;
using EdgeGuard.Cli.PolicyTests.Coverage;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>The report for people: what failed, what was not exercised, and the counts in the last line.</summary>
internal static class TextReport
{
    public static void Write(TextWriter output, SuiteResult result, bool quiet)
    {
        foreach (var failed in result.Cases.Where(c => !c.Passed))
        {
            var asked = failed.Case;
            var name = string.Join(": ", ((string?[])[failed.Test.Name, asked.Name]).OfType<string>());
            output.WriteLine($"{asked.Place}: {(name.Length == 0 ? "" : name + ": ")}{asked.Asked}: expected {asked.Expected}, got {Expected.Answer(failed.Decision.Reason)}");
            foreach (var line in FailureText.Of(failed))
                output.WriteLine("  " + line);
        }

        if (!quiet && result.Coverage is { } coverage)
            WriteCoverage(output, coverage);
        if (!result.IsCovered)
            output.WriteLine($"The coverage of {result.Coverage?.Percent} % is below the {result.RequiredCoverage} % asked for.");
        output.WriteLine($"{result.Passed} passed, {result.Failed} failed");
    }

    private static void WriteCoverage(TextWriter output, CoverageReport coverage)
    {
        var kinds = coverage.Items.GroupBy(i => i.Kind).OrderBy(k => k.Key)
            .Select(k => string.Create(CultureInfo.InvariantCulture, $"{Plural(k.Key)} {k.Count() - coverage.Missed.Count(m => m.Kind == k.Key)}/{k.Count()}"));
        foreach (var missed in coverage.Missed)
            output.WriteLine($"{missed.Place}: {missed.Name}: no case depends on it");
        output.WriteLine($"coverage {coverage.Percent} %: {(coverage.Items.IsEmpty ? "nothing to cover" : string.Join(", ", kinds))}");
    }

    private static string Plural(CoverageKind kind) => kind switch
    {
        CoverageKind.Role => "roles",
        CoverageKind.Feature => "features",
        CoverageKind.Plan => "plans",
        CoverageKind.Flag => "flags",
        CoverageKind.Rule => "rules",
        _ => "grants",
    };
}
