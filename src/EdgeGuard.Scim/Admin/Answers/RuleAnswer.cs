namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>A group rule.</summary>
internal sealed record RuleAnswer(string Key, string Connection, string? Group, string? Role, string? Pattern, long Version);
