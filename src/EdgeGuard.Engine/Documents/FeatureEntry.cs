using System.Collections.Immutable;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Documents;

/// <summary>A feature. Immutable.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Place">Where it stands.</param>
public sealed record FeatureEntry(string Key, DocumentPlace Place)
{
    /// <summary>Patterns of the permissions that need it.</summary>
    public ImmutableArray<string> LinkedPermissions { get; init; } = [];
}
