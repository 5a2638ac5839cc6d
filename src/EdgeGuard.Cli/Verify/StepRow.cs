namespace EdgeGuard.Cli.Verify;

/// <summary>One row of the report.</summary>
/// <param name="Id">Number of the step.</param>
/// <param name="Title">What must hold.</param>
/// <param name="Passed">Whether it did.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Outcome">What the step measured; null when it did not come to its end.</param>
internal sealed record StepRow(string Id, string Title, bool Passed, string Seen, StepOutcome? Outcome = null)
{
    public Enforcement? Enforcement => Outcome?.Enforcement;

    public IReadOnlyList<Distribution> Distributions => Outcome?.Distributions ?? [];

    public IReadOnlyList<PercentileDifference> Differences => Outcome?.Differences ?? [];
}
