using System.Collections.Immutable;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Documents;

/// <summary>A tenant, and what it has. Immutable.</summary>
/// <param name="Key">Client key.</param>
/// <param name="Place">Where it stands.</param>
public sealed record TenantEntry(string Key, DocumentPlace Place)
{
    /// <summary>Key of the tenant above it; empty for a root.</summary>
    public string Parent { get; init; } = "";

    public bool Suspended { get; init; }

    public ImmutableArray<TenantFeatureEntry> Features { get; init; } = [];

    public ImmutableArray<PlanAssignmentEntry> Plans { get; init; } = [];
}
