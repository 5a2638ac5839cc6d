namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>A new token, shown this once.</summary>
internal sealed record CredentialAnswer(string Id, string Token, DateTimeOffset? ExpiresAt, long Version);
