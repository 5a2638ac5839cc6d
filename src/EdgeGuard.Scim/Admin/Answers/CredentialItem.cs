namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>What is kept of a token; lastUsedAt is exact to a few minutes.</summary>
internal sealed record CredentialItem(string Id, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);
