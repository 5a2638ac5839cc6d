using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>Says why a case got its answer.</summary>
internal static class Explanation
{
    public static IEnumerable<string> Of(CaseResult result)
    {
        if (result.Case.Expected is { Allow: false, Reason: Reason.None } && result.Decision.Reason is Reason.UnknownTenant or Reason.UnknownSubject or Reason.InvalidRequest)
            yield return $"\"deny\" alone does not mean {ReasonCode.Of(result.Decision.Reason)}; if it is meant, write {{deny: {ReasonCode.Of(result.Decision.Reason)}}}.";
    }
}
