using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Scim.Storage;

/// <summary>What a write answered, the end of the log once it was committed, and the newest fence-flagged version that it wrote or saw; 0 for none.</summary>
internal readonly record struct Written<T>(T Value, LogHead Head, long RevealedVersion)
{
    public long Version => Head.Version;

    public Revealed Revealed => new(Head, RevealedVersion);
}
