namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>A feature in a list.</summary>
internal sealed record FeatureItem(string Key, DateTimeOffset? ExpiresAt);
