namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>A tenant's feature.</summary>
internal sealed record FeatureAnswer(string Key, DateTimeOffset? ExpiresAt, long Version);
