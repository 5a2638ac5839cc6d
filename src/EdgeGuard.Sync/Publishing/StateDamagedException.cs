namespace EdgeGuard.Sync.Publishing;

/// <summary>The rows of the database do not add up to the digest of its log: one of the two was changed without the other.</summary>
public sealed class StateDamagedException(long version)
    : Exception($"The rows of the database are not the state of version {version}.")
{
    /// <summary>The end of the log that the rows were read with.</summary>
    public long Version { get; } = version;
}
