namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>A tenant.</summary>
internal sealed record TenantAnswer(string Key, bool Suspended, long Version);
