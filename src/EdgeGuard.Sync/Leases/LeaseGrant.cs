using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Leases;

/// <summary>
/// Scim to edge: whoever is at <paramref name="Head"/> may allow until <paramref name="Length"/> after the instant at which it made
/// Ask <paramref name="Number"/> (FENCE section 2 steps 3 and 4).
/// </summary>
/// <param name="Number">The Ask's number.</param>
/// <param name="Head">Epoch, version and digest that the edge must have reached.</param>
/// <param name="Length">L, in clock ticks.</param>
public readonly record struct LeaseGrant(long Number, LogHead Head, long Length);
