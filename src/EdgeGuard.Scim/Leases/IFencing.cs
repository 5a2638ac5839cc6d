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
    /// Waits until no decision that starts afterwards allows what <paramref name="head"/> or a version below it forbids. To be called
    /// after the commit, or the read, that showed <paramref name="head"/> has returned. It goes on in the background when the caller
    /// gives up.
    /// </summary>
    /// <returns>
    /// False when that could not be had within 2 W (FENCE section 3): the database or this process is in trouble, and nothing may be
    /// acknowledged.
    /// </returns>
    Task<bool> FenceAsync(LogHead head, CancellationToken cancellationToken);
}
