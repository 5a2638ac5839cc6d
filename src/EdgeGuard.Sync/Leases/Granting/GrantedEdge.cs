namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>An edge to which a scim has granted.</summary>
/// <param name="Edge">The process.</param>
/// <param name="Applied">Highest version that it has reported with the log's digest.</param>
/// <param name="EndsAt">When its lease ends at the latest, on the scim's lease clock.</param>
public readonly record struct GrantedEdge(Incarnation Edge, long Applied, long EndsAt);
