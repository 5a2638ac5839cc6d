using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary>Reads the JSON text of rules. The first thing that has not the form of a rule is refused, with its place.</summary>
internal static class RuleParser
{
    /// <summary>Groups inside one another, the rule itself included.</summary>
    public const int MaxDepth = 64;

    /// <summary>The sizes of all patterns together: what a row can take of time and memory beyond its own length.</summary>
    public const int MaxPatterns = 1 << 18;

    // Each group is an object and an array; the rest is for what operands hold beside what is read of them.
    private const int MaxJsonDepth = 256;

    public static bool TryParse(string json, [NotNullWhen(true)] out RuleList? rules, [NotNullWhen(false)] out string? fault)
    {
        rules = null;
        if (json == "[]")
        {
            rules = RuleList.Empty;
            fault = null;
            return true;
        }

        if (JsonRow.TryParse(json, MaxJsonDepth, out var document, out fault))
        {
            using (document)
                rules = Read(document.RootElement, out fault);
        }

        if (rules is not null)
            return true;
        fault = "rules: " + fault;
        return false;
    }

    private static RuleList? Read(JsonElement root, out string? fault)
    {
        fault = "no array";
        if (root.ValueKind != JsonValueKind.Array)
            return null;

        var rules = new Rule[root.GetArrayLength()];
        var patterns = 0;
        var index = 0;
        foreach (var element in root.EnumerateArray())
        {
            if (ReadGroup(element, JsonRow.Pointer("", index), depth: 1, ref patterns, out fault) is not { } condition)
                return null;
            rules[index++] = new Rule(condition, IsTrue(element));
        }

        fault = null;
        return new RuleList(rules);
    }

    private static bool IsTrue(JsonElement rule) =>
        rule.TryGetProperty("treatment"u8, out var treatment) && treatment.ValueKind == JsonValueKind.String && treatment.ValueEquals("true"u8);

    private static RuleGroup? ReadGroup(JsonElement element, string place, int depth, ref int patterns, out string? fault)
    {
        fault = null;
        if (element.ValueKind != JsonValueKind.Object)
            fault = "no object at " + place;
        else if (depth > MaxDepth)
            fault = "groups nested deeper than 64 at " + place;
        if (fault is not null)
            return null;
        if (!element.TryGetProperty("conditions"u8, out var conditions) || conditions.ValueKind != JsonValueKind.Array)
        {
            fault = "no array at " + JsonRow.Pointer(place, "conditions");
            return null;
        }

        var members = new RuleNode[conditions.GetArrayLength()];
        var index = 0;
        foreach (var member in conditions.EnumerateArray())
        {
            // A place is put together for groups only: conditions have none to name, beyond being no object.
            if (member.ValueKind != JsonValueKind.Object)
                fault = "no object at " + JsonRow.Pointer(JsonRow.Pointer(place, "conditions"), index);
            else if (!IsGroup(member))
                members[index] = ReadCondition(member, ref patterns);
            else if (ReadGroup(member, JsonRow.Pointer(JsonRow.Pointer(place, "conditions"), index), depth + 1, ref patterns, out fault) is { } group)
                members[index] = group;
            if (fault is null && patterns > MaxPatterns)
                fault = "patterns too large together at " + JsonRow.Pointer(JsonRow.Pointer(place, "conditions"), index);
            if (fault is not null)
                return null;
            index++;
        }

        return new RuleGroup(IsAny(element), members);
    }

    private static RuleNode ReadCondition(JsonElement member, ref int patterns)
    {
        var condition = ConditionParser.Read(member);
        if (condition is PatternCondition matches)
            patterns += matches.Pattern.Size;
        return condition;
    }

    /// <summary>A member that has both is a condition (SEMANTICS section 4).</summary>
    private static bool IsGroup(JsonElement member) => member.TryGetProperty("conditionLogic"u8, out _) && !member.TryGetProperty("op"u8, out _);

    private static bool IsAny(JsonElement group) =>
        group.TryGetProperty("conditionLogic"u8, out var logic) && logic.ValueKind == JsonValueKind.String && logic.ValueEquals("or"u8);
}
