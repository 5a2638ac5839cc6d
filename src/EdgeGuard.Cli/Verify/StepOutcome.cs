namespace EdgeGuard.Cli.Verify;

/// <summary>What a step that passed saw.</summary>
/// <param name="Seen">In a few words.</param>
/// <param name="Enforcement">When the step changed something: how long until it held everywhere.</param>
internal sealed record StepOutcome(string Seen, Enforcement? Enforcement = null)
{
    /// <summary>When the step measured many things: their distributions.</summary>
    public IReadOnlyList<Distribution> Distributions { get; init; } = [];

    /// <summary>When it compared some of them: by how much they differ.</summary>
    public IReadOnlyList<PercentileDifference> Differences { get; init; } = [];
}
