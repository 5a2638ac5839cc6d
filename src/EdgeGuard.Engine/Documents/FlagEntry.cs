using System.Collections.Immutable;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Documents;

/// <summary>The flag of a feature. Immutable.</summary>
/// <param name="Feature">Key of the feature.</param>
/// <param name="On">Whether the rules are looked at.</param>
/// <param name="Place">Where it stands.</param>
public sealed record FlagEntry(string Feature, bool On, DocumentPlace Place)
{
    /// <summary>The treatment of everyone while it is off.</summary>
    public string OffTreatment { get; init; } = "false";

    /// <summary>The treatment of those that no rule matches.</summary>
    public string DefaultTreatment { get; init; } = "false";

    public ImmutableArray<RuleEntry> Rules { get; init; } = [];
}
