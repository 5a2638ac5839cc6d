namespace EdgeGuard.Sync.Leases;

/// <summary>Edge to scim: this incarnation will never allow again (FENCE section 2 step 9).</summary>
public readonly record struct LeaseRelease(Incarnation Edge);
