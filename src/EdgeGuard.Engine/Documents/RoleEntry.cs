using System.Collections.Immutable;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Documents;

/// <summary>A role. Immutable.</summary>
/// <param name="Tenant">Key of the tenant whose own it is; empty for a global one.</param>
/// <param name="Key">Its key.</param>
/// <param name="Place">Where it stands.</param>
public sealed record RoleEntry(string Tenant, string Key, DocumentPlace Place)
{
    /// <summary>Permission patterns.</summary>
    public ImmutableArray<string> Permissions { get; init; } = [];

    /// <summary>Keys of roles that its holders also hold.</summary>
    public ImmutableArray<string> Parents { get; init; } = [];
}
