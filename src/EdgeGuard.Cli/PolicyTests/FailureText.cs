using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Explaining;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>Says why a case that failed got its answer.</summary>
internal static class FailureText
{
    /// <summary>Lines for people, indented by what belongs to what.</summary>
    public static IEnumerable<string> Of(CaseResult result)
    {
        var (state, asked) = (result.Test.State, result.Case);
        if (asked.Expected is { Allow: false, Reason: Reason.None } && result.Decision.Reason != Reason.None)
        {
            var code = ReasonCode.Of(result.Decision.Reason);
            yield return $"  \"deny\" alone does not mean {code}, which a misspelt name would give; if it is meant, write {{deny: {code}}}.";
        }

        if (result.Decision.Warnings.HasFlag(DecisionWarnings.AttributeType))
            yield return "  Warning: an attribute has a type that the operation of a condition cannot take; a date is written {date: 2026-01-31}.";
        if (result.Decision.Warnings.HasFlag(DecisionWarnings.PatternTimeout))
            yield return "  Warning: a pattern took too long, and counts as not matching.";

        // The first line repeats the question and the answer.
        var explanation = state.Snapshot.Explain(result.Claim, asked.Question, asked.Now);
        foreach (var line in ExplanationText.Of(explanation, (_, hash) => state.Names.Find(hash)).Split('\n').Skip(1))
            yield return line;
    }
}
