namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>An edge's new key, shown this once.</summary>
internal sealed record EdgeKeyAnswer(string Id, string Key, long Version);
