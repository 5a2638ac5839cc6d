using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Scim.Leases;

/// <summary>The wait that stands between a revocation and its acknowledgement (FENCE section 2 step 6), as those who answer see it. Thread-safe.</summary>
internal interface IFencing
{
    /// <summary>
    /// True when an answer that reveals <paramref name="version"/> needs no wait. Both come from the read that the answer is made of:
    /// versions of different epochs do not compare.
    /// </summary>
    bool IsFenced(Epoch epoch, long version);

    /// <summary>
    /// Waits until no decision that starts afterwards allows what <paramref name="version"/> or one below it forbids. To be called after
    /// the commit, or the read, that showed <paramref name="head"/> has returned. It goes on in the background when the caller gives up.
    /// </summary>
    /// <param name="head">The end of the log as that commit or read showed it.</param>
    /// <param name="version">
    /// The newest fence-flagged version that the answer reveals, at most the head's. The wait is for it alone: edges report flagged
    /// entries at once, and what follows them only with their next Ask.
    /// </param>
    /// <param name="cancellationToken">The caller gives up.</param>
    /// <returns>
    /// False when that could not be had within 2 W (FENCE section 3): the database or this process is in trouble, and nothing may be
    /// acknowledged.
    /// </returns>
    Task<bool> FenceAsync(LogHead head, long version, CancellationToken cancellationToken);
}
