namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>An edge's keys.</summary>
internal sealed record EdgeKeyListAnswer(IReadOnlyList<EdgeKeyItem> Keys, long Version);
