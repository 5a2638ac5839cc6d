namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>A row of the table <c>scim</c>: a process that may have granted leases (FENCE section 2).</summary>
/// <param name="Scim">The process.</param>
/// <param name="Url">Its own address, never a balancer's.</param>
/// <param name="Tick">How often it has ticked.</param>
public readonly record struct ScimRow(Incarnation Scim, string Url, long Tick);
