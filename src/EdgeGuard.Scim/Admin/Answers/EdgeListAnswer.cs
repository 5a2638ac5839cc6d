namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>All registered edges.</summary>
internal sealed record EdgeListAnswer(IReadOnlyList<EdgeItem> Edges, long Version);
