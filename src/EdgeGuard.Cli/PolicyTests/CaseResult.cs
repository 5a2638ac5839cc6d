using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>What a case got.</summary>
/// <param name="Test">The document.</param>
/// <param name="Case">The case.</param>
/// <param name="Decision">The engine's answer.</param>
internal sealed record CaseResult(PolicyTest Test, PolicyCase Case, Decision Decision)
{
    public bool Passed => Case.Expected.Accepts(Decision.Reason);
}
