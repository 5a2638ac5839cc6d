namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>What is kept of an edge's key.</summary>
internal sealed record EdgeKeyItem(string Id, DateTimeOffset CreatedAt);
