namespace EdgeGuard.Scim.Admin.Bodies;

/// <summary>PUT of a tenant's feature; null for one that never expires.</summary>
internal sealed record FeatureBody(DateTimeOffset? ExpiresAt);
