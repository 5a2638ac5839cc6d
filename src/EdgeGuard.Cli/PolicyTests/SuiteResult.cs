using System.Collections.Immutable;
using EdgeGuard.Cli.PolicyTests.Coverage;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>What a run found.</summary>
/// <param name="Cases">Every case, in the order of files and lines.</param>
/// <param name="Coverage">What they exercise; null when nobody wants to know.</param>
/// <param name="RequiredCoverage">The percentage asked for; null for none.</param>
internal sealed record SuiteResult(ImmutableArray<CaseResult> Cases, CoverageReport? Coverage, int? RequiredCoverage)
{
    public int Passed => Cases.Count(c => c.Passed);

    public int Failed => Cases.Length - Passed;

    public bool IsCovered => RequiredCoverage is not { } required || Coverage?.Percent >= required;

    public bool Succeeded => Failed == 0 && IsCovered;

    /// <summary>Asks every case of the tests.</summary>
    /// <param name="tests">The tests.</param>
    /// <param name="covered">The states of which is counted what the cases exercise; null to count nothing, which takes much less time.</param>
    /// <param name="requiredCoverage">The percentage asked for; null for none.</param>
    public static SuiteResult Run(IEnumerable<PolicyTest> tests, IEnumerable<TestState>? covered, int? requiredCoverage)
    {
        ImmutableArray<CaseResult> cases = [.. tests.SelectMany(test => test.Cases.Select(asked => CaseResult.Of(test, asked)))];
        return new SuiteResult(cases, covered is null ? null : CoverageReport.Of(covered, cases), requiredCoverage);
    }
}
