namespace EdgeGuard.Sync.Leases;

/// <summary>
/// The host's name for one way of reaching a peer: at an edge one configured scim, at a scim one open lease stream. It addresses
/// answers; nothing is ever proved by it.
/// </summary>
public readonly record struct LinkId(long Value);
