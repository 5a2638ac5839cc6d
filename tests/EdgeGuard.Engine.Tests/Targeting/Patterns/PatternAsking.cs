using EdgeGuard.Engine.Targeting.Patterns;

namespace EdgeGuard.Engine.Tests.Targeting.Patterns;

/// <summary>Runs single patterns.</summary>
internal static class PatternAsking
{
    /// <summary>As the only pattern of a decision.</summary>
    public static bool? IsMatch(this TextPattern pattern, ReadOnlySpan<char> text)
    {
        var budget = default(PatternBudget);
        return pattern.IsMatch(text, ref budget);
    }
}
