namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>All tenants.</summary>
internal sealed record TenantListAnswer(IReadOnlyList<TenantItem> Tenants, long Version);
