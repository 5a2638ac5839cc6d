namespace EdgeGuard.Engine.Decisions;

/// <summary>Allow or deny, with the reason of a denial and the log version that it was taken at. Immutable.</summary>
public readonly record struct Decision(Reason Reason, long Version)
{
    /// <summary>True only when nothing denied.</summary>
    public bool Allowed => Reason == Reason.None;

    /// <summary>What was met on the way; says nothing about the answer.</summary>
    public DecisionWarnings Warnings { get; init; }
}
