using System.Text.Json;
using EdgeGuard.Engine.Targeting.JavaScript;
using EdgeGuard.Engine.Targeting.Patterns;

namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary>Reads one condition and its operand (SEMANTICS section 5, sanitizers). Whatever it cannot take becomes a condition that is never met.</summary>
internal static class ConditionParser
{
    public static RuleNode Read(JsonElement condition)
    {
        var name = condition.TryGetProperty("attribute"u8, out var attribute) && JsonText.TryRead(attribute, out var text) ? text : "";
        var written = condition.TryGetProperty("op"u8, out var op) && JsonText.TryRead(op, out var wire) ? wire : "";
        var operation = OperationNames.Find(written);
        if (attribute.ValueKind != JsonValueKind.String || operation == Operation.Unknown ||
            !condition.TryGetProperty("value"u8, out var value) || value.ValueKind != JsonValueKind.Object)
        {
            return new NeverCondition(name, operation, written);
        }

        var negate = condition.TryGetProperty("negate"u8, out var negation) && IsTruthy(negation);
        return Read(new AttributeName(name), operation, negate, value) ?? new NeverCondition(name, operation, written);
    }

    private static RuleNode? Read(AttributeName attribute, Operation operation, bool negate, JsonElement value)
    {
        switch (operation)
        {
            case Operation.InList or Operation.StartsWith or Operation.EndsWith or Operation.Contains:
                return Texts(value) is { } list ? new ListCondition(attribute, operation, negate, list) : null;
            case Operation.Matches:
                return value.TryGetProperty("string"u8, out var text) && JsonText.TryRead(text, out var pattern)
                    ? new PatternCondition(attribute, negate, TextPattern.Compile(pattern))
                    : null;
            case Operation.Is:
                return value.TryGetProperty("boolean"u8, out var boolean) && boolean.ValueKind is JsonValueKind.True or JsonValueKind.False
                    ? new BooleanCondition(attribute, negate, boolean.ValueKind == JsonValueKind.True)
                    : null;
            case Operation.On or Operation.OnOrAfter or Operation.OnOrBefore:
                return Date(value, "date"u8) is { } date ? new DateCondition(attribute, operation, negate, date, date) : null;
            case Operation.BetweenDate:
                return Date(value, "start"u8) is { } start && Date(value, "end"u8) is { } end ? new DateCondition(attribute, operation, negate, start, end) : null;
            case Operation.BetweenNumeric:
                return Number(value, "start"u8) is { } low && Number(value, "end"u8) is { } high ? new NumberCondition(attribute, operation, negate, low, high) : null;
            default:
                return Number(value, "number"u8) is { } number ? new NumberCondition(attribute, operation, negate, number, number) : null;
        }
    }

    /// <summary>A list of strings; one element of another type spoils it.</summary>
    private static string[]? Texts(JsonElement value)
    {
        if (!value.TryGetProperty("list"u8, out var list) || list.ValueKind != JsonValueKind.Array)
            return null;

        var texts = new string[list.GetArrayLength()];
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (!JsonText.TryRead(item, out var text))
                return null;
            texts[index++] = text;
        }

        return texts;
    }

    private static double? Number(JsonElement value, ReadOnlySpan<byte> name) =>
        value.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number ? JsonText.Number(number) : null;

    /// <summary>Whatever the JavaScript Date constructor takes; what counts as false, empty text and 0 among it, is absent.</summary>
    private static long? Date(JsonElement value, ReadOnlySpan<byte> name)
    {
        if (!value.TryGetProperty(name, out var date) || !IsTruthy(date))
            return null;
        return date.ValueKind switch
        {
            JsonValueKind.True => 1,
            JsonValueKind.Array => DateParser.Parse(AttributeReader.Read(date, dates: false).ToString()),
            _ => AttributeReader.ReadDate(date),
        };
    }

    private static bool IsTruthy(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => !value.ValueEquals(""u8),
        JsonValueKind.Number => JsonText.Number(value) != 0,
        JsonValueKind.True or JsonValueKind.Object or JsonValueKind.Array => true,
        _ => false,
    };
}
