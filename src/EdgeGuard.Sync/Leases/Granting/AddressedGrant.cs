namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>A Grant to send. It is already recorded when the host gets it.</summary>
public readonly record struct AddressedGrant(LinkId Link, LeaseGrant Grant);
