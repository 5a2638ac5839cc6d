using System.Collections.Immutable;

namespace EdgeGuard.Engine.Previews;

/// <summary>What is there only afterwards, and what was there only before. Immutable.</summary>
/// <param name="Gained">Only afterwards, in a fixed order.</param>
/// <param name="Lost">Only before, in the same order.</param>
public sealed record Delta<T>(ImmutableArray<T> Gained, ImmutableArray<T> Lost)
{
    /// <summary>True when nothing changes.</summary>
    public bool IsEmpty => Gained.IsEmpty && Lost.IsEmpty;

    /// <summary>From two lists of different items, in their order.</summary>
    internal static Delta<T> Of(IReadOnlyCollection<T> before, IReadOnlyCollection<T> after)
    {
        var (then, later) = (new HashSet<T>(before), new HashSet<T>(after));
        return new([.. after.Where(item => !then.Contains(item))], [.. before.Where(item => !later.Contains(item))]);
    }
}
