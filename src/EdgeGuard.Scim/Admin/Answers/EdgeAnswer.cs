namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>A registered edge.</summary>
internal sealed record EdgeAnswer(string Key, long Version);
