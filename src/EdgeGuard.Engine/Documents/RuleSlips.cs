using System.Text.Json;
using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Targeting.Rules;

namespace EdgeGuard.Engine.Documents;

/// <summary>
/// Warns of what is likely a slip in a rule that is built like one: members, operations and operands that there are not. A snapshot takes
/// such rules, and conditions of that kind are merely never met (SEMANTICS section 5), so that none of it is a fault.
/// </summary>
internal static class RuleSlips
{
    private static readonly string[] GroupMembers = ["conditionLogic", "conditions"];
    private static readonly string[] RuleMembers = [RuleEntry.TreatmentMember, .. GroupMembers];
    private static readonly string[] ConditionMembers = ["attribute", "op", "negate", "value"];

    /// <summary>Notes one warning at most, for the first slip of the rule.</summary>
    public static void Warn(DocumentValue rule)
    {
        var slips = Group(rule, RuleMembers).ToList();
        if (slips.Count > 0)
            rule.Faults.Warn(slips[0].Place, slips[0].Message + (slips.Count == 1 ? "" : $" ({slips.Count - 1} more in this rule)"));
    }

    private static IEnumerable<DocumentFault> Group(DocumentValue group, string[] known)
    {
        if (Unknown(group, known) is { } unknown)
            yield return unknown;
        if (RuleReader.Member(group, "conditionLogic") is { } logic && logic.Node is not { Kind: DocumentNodeKind.Text, Text: "and" or "or" })
            yield return new DocumentFault(logic.Place, "This counts as \"and\": write \"and\" or \"or\".");
        foreach (var member in RuleReader.Member(group, "conditions")!.Value.Items())
        {
            if (RuleReader.IsGroup(member))
            {
                foreach (var slip in Group(member, GroupMembers))
                    yield return slip;
            }
            else if (Condition(member) is { } slip)
            {
                yield return slip;
            }
        }
    }

    // One for each condition: a misspelt member would be missing as well.
    private static DocumentFault? Condition(DocumentValue condition)
    {
        var (operation, attribute) = (RuleReader.Member(condition, "op"), RuleReader.Member(condition, "attribute"));
        if (operation is null && condition.Node.Find("conditions") is not null)
            return new DocumentFault(condition.Place, "\"conditionLogic\" is missing: this counts as a condition, not as a group, and is never met.");
        if (Unknown(condition, ConditionMembers) is { } unknown)
            return unknown;
        if (operation is not { } op)
            return new DocumentFault(condition.Place, "\"op\" is missing: the condition is never met.");
        if (op.Node.Kind != DocumentNodeKind.Text)
            return new DocumentFault(op.Place, "The name of an operation is a text: the condition is never met.");
        if (OperationNames.Find(op.Node.Text) == Operation.Unknown)
            return new DocumentFault(op.Place, $"There is no operation \"{op.Node.Text}\"{Spelling.Hint(op.Node.Text, OperationNames.All)} The condition is never met.");
        if (attribute is not { Node.Kind: DocumentNodeKind.Text })
            return new DocumentFault(attribute?.Place ?? condition.Place, "\"attribute\" names none: the condition is never met.");
        return Operand(condition, op.Node.Text);
    }

    private static DocumentFault? Operand(DocumentValue condition, string operation)
    {
        var place = RuleReader.Member(condition, "value")?.Place ?? condition.Place;
        return ConditionParser.Read(JsonElement.Parse(condition.Node.ToJson(), new JsonDocumentOptions { MaxDepth = DocumentNode.MaxDepth })) switch
        {
            NeverCondition never => new DocumentFault(place, $"\"{operation}\" compares with {Form(never.Operation)}: the condition is never met."),
            PatternCondition { Pattern.IsValid: false } => new DocumentFault(place, "This is no pattern that JavaScript knows: it matches nothing."),
            _ => null,
        };
    }

    private static string Form(Operation operation) => operation switch
    {
        Operation.InList or Operation.StartsWith or Operation.EndsWith or Operation.Contains => "value: {list: [...]}, all of it texts",
        Operation.Matches => "value: {string: ...}, a pattern",
        Operation.Is => "value: {boolean: true} or false",
        Operation.On or Operation.OnOrAfter or Operation.OnOrBefore => "value: {date: ...}",
        Operation.BetweenDate => "value: {start: ..., end: ...}, both dates",
        Operation.BetweenNumeric => "value: {start: ..., end: ...}, both numbers",
        _ => "value: {number: ...}",
    };

    private static DocumentFault? Unknown(DocumentValue value, string[] known)
    {
        foreach (var (name, position, _) in value.Node.Members)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
                return new DocumentFault(new DocumentPlace(value.Path.Member(name), position), $"There is no \"{name}\" here{Spelling.Hint(name, known)}");
        }

        return null;
    }
}
