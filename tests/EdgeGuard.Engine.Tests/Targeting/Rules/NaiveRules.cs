using System.Globalization;
using System.Text.Json;

namespace EdgeGuard.Engine.Tests.Targeting.Rules;

/// <summary>
/// SEMANTICS sections 4, 5 and 9 put down as they are written, on JSON as it comes: slow and obvious. Attributes are plain objects: string, double, bool, a date as a
/// long of Unix milliseconds, a list of objects; absent or null is missing. Knows only operands and texts that need no JavaScript parser.
/// </summary>
internal static class NaiveRules
{
    private static readonly string[] Numeric = ["equal", "greater_than", "greater_than_equal", "lower_than", "lower_than_equal"];

    public static bool Matches(JsonElement group, IReadOnlyDictionary<string, object?> attributes)
    {
        var members = group.GetProperty("conditions").EnumerateArray().ToList();
        bool Holds(JsonElement member) => Has(member, "conditionLogic") && !Has(member, "op") ? Matches(member, attributes) : Met(member, attributes);
        var isAny = Has(group, "conditionLogic") && group.GetProperty("conditionLogic").ToString() == "or";
        return isAny ? members.Any(Holds) : members.All(Holds);
    }

    private static bool Met(JsonElement condition, IReadOnlyDictionary<string, object?> attributes)
    {
        if (!Has(condition, "op") || Operand(condition.GetProperty("op").ToString(), condition.GetProperty("value")) is not { } operand)
            return false;
        if (!attributes.TryGetValue(condition.GetProperty("attribute").ToString(), out var value) || value is null)
            return false;
        var result = Run(condition.GetProperty("op").ToString(), operand, value);
        return result is { } met && met != (Has(condition, "negate") && condition.GetProperty("negate").GetBoolean());
    }

    /// <summary>The operand as a list of objects; null when it is invalid or the operation unknown.</summary>
    private static List<object>? Operand(string op, JsonElement value)
    {
        List<object> Members(JsonValueKind kind, params string[] names) => [.. names.Where(name => Has(value, name) && value.GetProperty(name).ValueKind == kind).Select(name => Plain(value.GetProperty(name)))];
        List<object>? All(List<object> found, int count) => found.Count == count ? found : null;
        if (op is "in_list" or "starts_with" or "ends_with" or "contains")
            return Has(value, "list") && value.GetProperty("list").EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) ? [.. value.GetProperty("list").EnumerateArray().Select(Plain)] : null;
        if (Numeric.Contains(op))
            return All(Members(JsonValueKind.Number, "number"), 1);
        if (op == "between_numeric")
            return All(Members(JsonValueKind.Number, "start", "end"), 2);
        if (op == "is")
            return All([.. Members(JsonValueKind.True, "boolean"), .. Members(JsonValueKind.False, "boolean")], 1);
        if (op is "on" or "on_or_after" or "on_or_before")
            return All(Dates(Members(JsonValueKind.Number, "date")), 1);
        return op == "between_date" ? All(Dates(Members(JsonValueKind.Number, "start", "end")), 2) : null;
    }

    /// <summary>Whole milliseconds; 0 counts as absent.</summary>
    private static List<object> Dates(List<object> numbers) => [.. numbers.Cast<double>().Where(number => number != 0).Select(number => (object)Math.Truncate(number))];

    /// <summary>Null where commons would throw.</summary>
    private static bool? Run(string op, List<object> operand, object value)
    {
        switch (op)
        {
            case "in_list":
                return value is List<object> array ? array.Any(operand.Contains) : operand.Contains(value);
            case "contains" when value is List<object> elements:
                return operand.Any(elements.Contains);
            case "starts_with" or "ends_with" or "contains":
                if (operand.Count == 0)
                    return false;
                if (value is not string text)
                    return null;
                return operand.Cast<string>().Any(part => op switch
                {
                    "starts_with" => text.StartsWith(part, StringComparison.Ordinal),
                    "ends_with" => text.EndsWith(part, StringComparison.Ordinal),
                    _ => text.Contains(part, StringComparison.Ordinal),
                });
            case "equal" or "is":
                return operand[0].Equals(value);
            case "greater_than":
                return Number(value) > (double)operand[0];
            case "greater_than_equal":
                return Number(value) >= (double)operand[0];
            case "lower_than":
                return Number(value) < (double)operand[0];
            case "lower_than_equal":
                return Number(value) <= (double)operand[0];
            case "between_numeric":
                return Number(value) >= (double)operand[0] && Number(value) <= (double)operand[1];
        }

        if (value is not long date)
            return null;
        return op switch
        {
            "on" => date == (double)operand[0],
            "on_or_after" => date >= (double)operand[0],
            "on_or_before" => date <= (double)operand[0],
            _ => date >= (double)operand[0] && date <= (double)operand[1],
        };
    }

    private static double Number(object value) => value switch
    {
        double number => number,
        bool flag => flag ? 1 : 0,
        long date => date,
        string text => text.Trim().Length == 0 ? 0 : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN,
        _ => Number(string.Join(',', ((List<object>)value).Select(Text))),
    };

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double number => number.ToString(CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    private static object Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Number => element.GetDouble(),
        _ => element.GetBoolean(),
    };

    private static bool Has(JsonElement element, string name) => element.TryGetProperty(name, out _);
}
