using System.Collections.Frozen;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>
/// What the transaction of a tick read, after it had updated exactly one row (FENCE section 2 step 2). Read from the primary, in a
/// statement after the update; nothing of it may come from a cache.
/// </summary>
/// <param name="Head">The log's end.</param>
/// <param name="Terms">The head row's terms.</param>
/// <param name="Digests">Of <see cref="LeaseTick.Versions"/>, those that the log still has.</param>
public sealed record TickReading(LogHead Head, LeaseTerms Terms, IReadOnlyDictionary<long, Hash128> Digests)
{
    /// <summary>A reading without digests.</summary>
    public TickReading(LogHead head, LeaseTerms terms)
        : this(head, terms, FrozenDictionary<long, Hash128>.Empty)
    {
    }
}
