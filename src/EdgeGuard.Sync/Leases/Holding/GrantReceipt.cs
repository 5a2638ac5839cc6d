namespace EdgeGuard.Sync.Leases.Holding;

/// <summary>What <see cref="EdgeLease.Receive"/> made of a Grant.</summary>
/// <param name="IsInTime">It answers an Ask of this process that is younger than the lease.</param>
/// <param name="IsNewContact">Its scim now holds a record of this edge and did not before: it may wait for a report that was made already.</param>
public readonly record struct GrantReceipt(bool IsInTime, bool IsNewContact);
