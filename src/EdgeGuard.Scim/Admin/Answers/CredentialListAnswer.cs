namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>A connection's tokens.</summary>
internal sealed record CredentialListAnswer(IReadOnlyList<CredentialItem> Tokens, long Version);
