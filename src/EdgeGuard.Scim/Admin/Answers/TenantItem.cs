namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>A tenant in a list.</summary>
internal sealed record TenantItem(string Key, bool Suspended);
