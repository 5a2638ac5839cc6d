namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>A write without more to tell.</summary>
internal sealed record VersionAnswer(long Version);
