namespace EdgeGuard.Scim.Admin.Bodies;

/// <summary>POST of a token; null for one that never expires.</summary>
internal sealed record CredentialBody(DateTimeOffset? ExpiresAt = null);
