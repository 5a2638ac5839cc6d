namespace EdgeGuard.Scim.Admin.Bodies;

/// <summary>PUT of a group rule: group and role, or a pattern that ends in {role}.</summary>
internal sealed record RuleBody(string Connection, string? Group = null, string? Role = null, string? Pattern = null);
