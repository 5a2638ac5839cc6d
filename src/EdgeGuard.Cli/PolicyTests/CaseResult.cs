using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>What a case got.</summary>
/// <param name="Test">The document.</param>
/// <param name="Case">The case.</param>
/// <param name="Claim">Who was asked about.</param>
/// <param name="Decision">The engine's answer.</param>
internal sealed record CaseResult(PolicyTest Test, PolicyCase Case, SubjectClaim Claim, Decision Decision)
{
    public static CaseResult Of(PolicyTest test, PolicyCase asked)
    {
        var claim = test.State.ClaimOf(asked);
        return new CaseResult(test, asked, claim, test.State.Snapshot.Check(claim, asked.Question, asked.Now));
    }

    public bool Passed => Case.Expected.Accepts(Decision.Reason);
}
