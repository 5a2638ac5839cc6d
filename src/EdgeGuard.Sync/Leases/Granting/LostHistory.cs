using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>
/// Someone has seen a part of the log that the database does not have (FENCE section 2 step 3). While it is open, nothing is granted.
/// </summary>
/// <param name="Witness">The edge that says so; null when this scim itself has seen it.</param>
/// <param name="Link">The way to the edge, which has to hand over its entry.</param>
/// <param name="Seen">What the witness had applied.</param>
/// <param name="Head">Where the database's log ended.</param>
public sealed record LostHistory(Incarnation? Witness, LinkId Link, LogHead Seen, LogHead Head);
