using EdgeGuard.Engine.Targeting.Patterns;

namespace EdgeGuard.Engine.Decisions;

/// <summary>What one decision has met on its way, and what it has spent on patterns. Passed on by reference; a new decision begins with the default.</summary>
internal struct DecisionCourse
{
    public DecisionWarnings Warnings;

    public PatternBudget Patterns;
}
