using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Scim.Storage;

/// <summary>What transactions have shown of revocations. Immutable.</summary>
/// <param name="Head">The end of the log that they saw; meaningless where nothing is revealed.</param>
/// <param name="Version">The newest fence-flagged version that what they saw shows or implies (FENCE section 6); 0 for none.</param>
internal readonly record struct Revealed(LogHead Head, long Version)
{
    public bool IsNothing => Version == 0;

    /// <summary>Both together, <paramref name="later"/> having ended after this one.</summary>
    public Revealed And(Revealed later) =>
        later.IsNothing ? this
        : IsNothing ? later
        : Head.Epoch == later.Head.Epoch ? later with { Version = Math.Max(Version, later.Version) }
        : later with { Version = later.Head.Version }; // Versions of two epochs do not compare: as new as can be.
}
