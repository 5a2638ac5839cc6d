namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>A request to make of another scim, at the address of its row.</summary>
public readonly record struct FenceCall(string Url, FenceRequest Request);
