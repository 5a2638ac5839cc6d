using System.Text.Json;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>The sixteen operations (SEMANTICS section 5).</summary>
internal static class Operation
{
    /// <summary>
    /// An operation with its operand; null when it is unknown or the operand is invalid. It gives null where JavaScript would throw.
    /// </summary>
    public static Func<Value, bool?>? Of(string? name, JsonElement? operand) => name switch
    {
        "in_list" => OnList(operand, (list, value) => value is Value.List array ? array.Items.Any(item => IsIn(list, item)) : IsIn(list, value)),
        "starts_with" => OnList(operand, (list, value) => Any(list, value, (text, entry) => text.StartsWith(entry, StringComparison.Ordinal))),
        "ends_with" => OnList(operand, (list, value) => Any(list, value, (text, entry) => text.EndsWith(entry, StringComparison.Ordinal))),
        "contains" => OnList(operand, (list, value) => value is Value.List array
            ? array.Items.Any(item => IsIn(list, item))
            : Any(list, value, (text, entry) => text.Contains(entry, StringComparison.Ordinal))),
        "matches" => Text(operand, "string") is { } pattern ? value => SlowRegex.IsMatch(pattern, JavaScript.ToText(value)) : null,
        "equal" => OnNumber(operand, (number, value) => value is Value.Number { Amount: var amount } && amount == number),
        "greater_than" => OnNumber(operand, (number, value) => JavaScript.ToNumber(value) > number),
        "greater_than_equal" => OnNumber(operand, (number, value) => JavaScript.ToNumber(value) >= number),
        "lower_than" => OnNumber(operand, (number, value) => JavaScript.ToNumber(value) < number),
        "lower_than_equal" => OnNumber(operand, (number, value) => JavaScript.ToNumber(value) <= number),
        "between_numeric" => Number(operand, "start") is { } start && Number(operand, "end") is { } end
            ? value => JavaScript.ToNumber(value) >= start && JavaScript.ToNumber(value) <= end
            : null,
        "is" => Truth(operand, "boolean") is { } truth ? value => value is Value.Truth { IsTrue: var isTrue } && isTrue == truth : null,
        "on" => OnDate(operand, (date, value) => value == date),
        "on_or_after" => OnDate(operand, (date, value) => value >= date),
        "on_or_before" => OnDate(operand, (date, value) => value <= date),
        "between_date" => Date(operand, "start") is { } start && Date(operand, "end") is { } end
            ? value => value is Value.Date date ? date.Time >= start && date.Time <= end : null
            : null,
        _ => null,
    };

    private static Func<Value, bool?>? OnList(JsonElement? operand, Func<List<string>, Value, bool?> ask)
    {
        if (Member(operand, "list") is not { ValueKind: JsonValueKind.Array } json || json.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
            return null;
        var list = json.EnumerateArray().Select(item => item.GetString()!).ToList();
        return value => ask(list, value);
    }

    private static Func<Value, bool?>? OnNumber(JsonElement? operand, Func<double, Value, bool> ask) =>
        Number(operand, "number") is { } number ? value => ask(number, value) : null;

    private static Func<Value, bool?>? OnDate(JsonElement? operand, Func<double, double, bool> ask) =>
        Date(operand, "date") is { } time ? value => value is Value.Date date ? ask(time, date.Time) : null : null;

    private static bool IsIn(List<string> list, Value? value) => value is Value.Text text && list.Contains(text.Chars);

    // An empty list asks nothing of the value, so that its type does not matter.
    private static bool? Any(List<string> list, Value value, Func<string, string, bool> ask) =>
        list.Count == 0 ? false : value is Value.Text text ? list.Exists(entry => ask(text.Chars, entry)) : null;

    private static JsonElement? Member(JsonElement? operand, string name) => operand is { } json ? Json.Member(json, name) : null;

    private static string? Text(JsonElement? operand, string name) =>
        Member(operand, name) is { ValueKind: JsonValueKind.String } json ? json.GetString() : null;

    private static double? Number(JsonElement? operand, string name) =>
        Member(operand, name) is { ValueKind: JsonValueKind.Number } json ? json.GetDouble() : null;

    private static bool? Truth(JsonElement? operand, string name) =>
        Member(operand, name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } json ? json.GetBoolean() : null;

    // Empty text, 0, false and null count as absent.
    private static double? Date(JsonElement? operand, string name) => Member(operand, name) switch
    {
        { ValueKind: JsonValueKind.String } json when json.GetString()!.Length == 0 => null,
        { ValueKind: JsonValueKind.Number } json when json.GetDouble() == 0 => null,
        { ValueKind: JsonValueKind.False or JsonValueKind.Null } => null,
        { } json => JavaScriptDate.Of(json),
        null => null,
    };
}
