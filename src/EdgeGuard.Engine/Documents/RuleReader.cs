using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Documents;

/// <summary>
/// Reads targeting rules. Refuses what is not built like a rule, each at its place; of operations and operands that there are not
/// it only warns (<see cref="RuleSlips"/>), because a condition with one is merely never met (SEMANTICS section 5).
/// </summary>
internal static class RuleReader
{
    public static RuleEntry? Rule(DocumentValue value)
    {
        if (!IsMap(value))
            return null;
        var faults = value.Faults.Count;
        if (Member(value, RuleEntry.TreatmentMember) is { } treatment)
            Treatment(treatment);
        else
            value.Refuse("\"treatment\" is missing.");
        Conditions(value);
        value.RefuseRepeated();
        if (value.Faults.Count == faults)
            RuleSlips.Warn(value);
        return new RuleEntry(value.Node, value.Place);
    }

    /// <summary>
    /// A treatment: the text "true", or another text, which is not true (SEMANTICS section 3). YAML makes a boolean of it easily; as that
    /// would count as not true, its author is told.
    /// </summary>
    public static string? Treatment(DocumentValue value)
    {
        if (value.Node.Kind != DocumentNodeKind.Boolean)
            return value.AnyText();
        value.Refuse($"A treatment is a text: write \"{value.Node.Text}\", with the quotes.");
        return null;
    }

    private static void Conditions(DocumentValue group)
    {
        if (Member(group, "conditions") is not { } conditions)
        {
            group.Refuse("\"conditions\" is missing; for none, write an empty list.");
            return;
        }

        foreach (var member in conditions.Items())
        {
            if (IsMap(member) && IsGroup(member))
                Conditions(member);
        }
    }

    /// <summary>Whether a member of a group is a group; one with both words is a condition (SEMANTICS section 4).</summary>
    public static bool IsGroup(DocumentValue member) => member.Node.Find("conditionLogic") is not null && member.Node.Find("op") is null;

    /// <summary>The member of that name; null when there is none.</summary>
    public static DocumentValue? Member(DocumentValue value, string name) =>
        value.Node.Find(name) is { } node ? value with { Node = node, Path = value.Path.Member(name) } : null;

    private static bool IsMap(DocumentValue value)
    {
        if (value.Node.Kind == DocumentNodeKind.Map)
            return true;
        value.Expected("an object");
        return false;
    }
}
