namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>A role; tenant is null for a global one.</summary>
internal sealed record RoleAnswer(string Key, string? Tenant, IReadOnlyList<string> Permissions, long Version);
