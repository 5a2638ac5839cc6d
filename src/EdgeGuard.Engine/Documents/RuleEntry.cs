using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Documents;

/// <summary>A targeting rule of a plan or flag. Immutable.</summary>
/// <param name="Rule">The rule, in the words of SEMANTICS sections 4 and 5.</param>
/// <param name="Place">Where it stands.</param>
public sealed record RuleEntry(DocumentNode Rule, DocumentPlace Place)
{
    /// <summary>The treatment of those whom it matches.</summary>
    public string Treatment => Rule.Find(TreatmentMember)?.Text ?? "";

    internal const string TreatmentMember = "treatment";

    /// <summary>The same rule with another treatment.</summary>
    public RuleEntry WithTreatment(string treatment) => this with
    {
        Rule = DocumentNode.Map(
            Rule.Position,
            [.. Rule.Members.Select(m => m.Name == TreatmentMember ? m with { Value = DocumentNode.OfText(m.Position, treatment) } : m)]),
    };
}
