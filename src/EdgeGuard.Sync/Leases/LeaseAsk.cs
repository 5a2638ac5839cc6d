using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Leases;

/// <summary>Edge to scim: may I go on allowing? (FENCE section 2 step 1)</summary>
/// <param name="Edge">The asking process.</param>
/// <param name="Number">Counts this incarnation's Asks; the edge keeps the instant that belongs to it to itself.</param>
/// <param name="Applied">
/// What the edge has applied and for which it has cut the streams: epoch, version, and the digest there. Repeats a lost report.
/// </param>
public readonly record struct LeaseAsk(Incarnation Edge, long Number, LogHead Applied);
