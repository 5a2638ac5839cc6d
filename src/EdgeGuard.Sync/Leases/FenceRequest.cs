using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Leases;

/// <summary>
/// Scim to scim: grant nothing below <paramref name="Version"/> any more, and say when every edge that you granted to is there
/// (FENCE section 2 step 7). Goes to the address in the row of <paramref name="Scim"/>, and counts only for that incarnation.
/// </summary>
public readonly record struct FenceRequest(Incarnation Scim, LogHead Version);
