namespace EdgeGuard.Engine.Matching;

/// <summary>
/// Numbers the states of tenants and global roles under which readers remember something. No two states of one family of snapshots share
/// a number; when all are used up, nothing more is remembered. Thread-safe.
/// </summary>
internal sealed class RoleTags
{
    /// <summary>Bits of a tag: 68 billion states, 68 years at a thousand changes a second of each of which readers see the state before.</summary>
    public const int Bits = 36;

    /// <summary>The tag under which nothing is remembered.</summary>
    public const ulong None = 0;

    private long _last;

    public ulong Next() => Interlocked.Increment(ref _last) is < 1L << Bits and var tag ? (ulong)tag : None;
}
