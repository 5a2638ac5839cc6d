using System.Collections.Immutable;

namespace EdgeGuard.Engine.Explaining;

/// <summary>
/// One thing that an allow lacks, and what would supply it. A denial has all of them at once, and one addition for each makes the
/// smallest set that turns it into an allow. Immutable.
/// </summary>
/// <param name="Kind">What.</param>
/// <param name="Name">Its name, as the kind says; empty for none.</param>
/// <param name="OneOf">Additions of which each suffices, the narrowest first; empty when nothing can be added.</param>
public sealed record Missing(MissingKind Kind, string Name, ImmutableArray<Addition> OneOf)
{
    /// <summary>Most additions that are offered for one thing.</summary>
    public const int MaxOffered = 16;

    /// <summary>How many further additions would suffice that are not offered.</summary>
    public int Others { get; init; }
}
