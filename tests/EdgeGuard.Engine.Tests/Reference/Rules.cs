using System.Text.Json;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>Rules of flags and plans, read from their JSON each time (SEMANTICS sections 3 and 4).</summary>
internal static class Rules
{
    private const int DeepestGroup = 64;

    /// <summary>Whether the text is an array of rules, whatever is in their conditions.</summary>
    public static bool AreWellFormed(string text) =>
        Json.TryParse(text) is { ValueKind: JsonValueKind.Array } rules && rules.EnumerateArray().All(rule => IsGroupWellFormed(rule, depth: 1));

    /// <summary>The treatment of the first rule that matches, else the default.</summary>
    public static Treatment Treatment(Subject subject, string text, string defaultTreatment)
    {
        var warned = false;
        foreach (var rule in Json.Parse(text).EnumerateArray())
        {
            if (Matches(rule, subject, ref warned))
                return new(Json.Text(rule, "treatment"), warned);
        }

        return new(defaultTreatment, warned);
    }

    private static bool IsGroupWellFormed(JsonElement group, int depth) =>
        depth <= DeepestGroup && Json.Member(group, "conditions") is { ValueKind: JsonValueKind.Array } members &&
        members.EnumerateArray().All(member => member.ValueKind == JsonValueKind.Object && (!IsGroup(member) || IsGroupWellFormed(member, depth + 1)));

    private static bool IsGroup(JsonElement member) => Json.Member(member, "conditionLogic") is not null && Json.Member(member, "op") is null;

    private static bool Matches(JsonElement group, Subject subject, ref bool warned)
    {
        var isAny = Json.Text(group, "conditionLogic") == "or";
        foreach (var member in group.GetProperty("conditions").EnumerateArray())
        {
            if (MemberMatches(member, subject, ref warned) == isAny)
                return isAny;
        }

        return !isAny;
    }

    private static bool MemberMatches(JsonElement member, Subject subject, ref bool warned)
    {
        if (IsGroup(member))
            return Matches(member, subject, ref warned);

        // Section 5: what cannot be asked is false, whatever its negation says.
        var op = Json.Text(member, "op");
        var operation = Operation.Of(op, Json.Member(member, "value"));
        var value = Json.Text(member, "attribute") is { } name ? subject.Attribute(name) : null;
        if (subject.Met(operation is null, "operation: none") || subject.Met(value is null, "attribute: missing"))
            return false;
        var outcome = operation!(value!); // Neither is null here.
        subject.Tally?.Count($"operation: {op} {outcome?.ToString() ?? "throws"}");
        if (outcome is not { } isMet)
        {
            warned = true;
            return false;
        }

        return isMet != (Json.Member(member, "negate") is { ValueKind: JsonValueKind.True });
    }
}
