using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Following.Fetching;

/// <summary>What the loop lacks now. How much of it is left open: what is found is delivered, and the loop says what it lacks then. Immutable.</summary>
/// <param name="Kind">What.</param>
/// <param name="Epoch">The epoch that it must be of; null when any will do.</param>
/// <param name="After">The version that is there already; -1 for none.</param>
internal readonly record struct FetchNeed(FetchNeedKind Kind, Epoch? Epoch, long After)
{
    /// <summary>Epoch of the state that is there, of which only later ones are of use; null when each is.</summary>
    public Epoch? Current { get; init; }

    /// <summary>Least version of a state that is of use.</summary>
    public long Least { get; init; }

    /// <summary>A Grant has named what is lacking, so that a scim must have it; else it may be there or not.</summary>
    public bool IsProven { get; init; }
}
