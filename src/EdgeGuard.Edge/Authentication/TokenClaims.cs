namespace EdgeGuard.Edge.Authentication;

/// <summary>The claims that are used, once <see cref="ClaimRules"/> passed them. Times are Unix milliseconds.</summary>
internal readonly record struct TokenClaims(string Subject, string Tenant, string? SessionId, long IssuedAt, long ExpiresAt);
