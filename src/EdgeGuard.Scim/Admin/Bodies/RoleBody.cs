namespace EdgeGuard.Scim.Admin.Bodies;

/// <summary>PUT of a role: permission patterns.</summary>
internal sealed record RoleBody(IReadOnlyList<string?> Permissions);
