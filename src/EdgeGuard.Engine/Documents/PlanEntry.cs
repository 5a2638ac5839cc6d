using System.Collections.Immutable;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Documents;

/// <summary>A plan. Immutable.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Place">Where it stands.</param>
public sealed record PlanEntry(string Key, DocumentPlace Place)
{
    /// <summary>Keys of the features in it.</summary>
    public ImmutableArray<string> Features { get; init; } = [];

    /// <summary>The treatment of those that no rule matches.</summary>
    public string DefaultTreatment { get; init; } = "false";

    public ImmutableArray<RuleEntry> Rules { get; init; } = [];
}
