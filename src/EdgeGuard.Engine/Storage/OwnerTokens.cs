namespace EdgeGuard.Engine.Storage;

/// <summary>
/// Numbers the builders of one family of snapshots. A page that carries a builder's number was copied by that builder and may be
/// written by it; any other page is shared with a finished snapshot and is copied first. Thread-safe.
/// </summary>
internal sealed class OwnerTokens
{
    /// <summary>The owner of shared pages: no builder has it.</summary>
    public const long Shared = 0;

    private long _last;

    /// <summary>A number that no other builder of this family has or will have (2^39 of them: 17 years at 1,000 a second).</summary>
    public long Next() => Interlocked.Increment(ref _last);
}
