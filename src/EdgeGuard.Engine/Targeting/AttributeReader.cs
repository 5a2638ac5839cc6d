using System.Text.Json;
using EdgeGuard.Engine.Targeting.JavaScript;

namespace EdgeGuard.Engine.Targeting;

/// <summary>Makes attribute values of JSON. Never throws for data: what cannot be read is missing.</summary>
internal static class AttributeReader
{
    private const int MaxDepth = 64;

    /// <param name="element">The value.</param>
    /// <param name="dates">Whether <c>{"date": text or Unix milliseconds}</c> is a date: it is in attributes, and never in a token.</param>
    public static AttributeValue Read(JsonElement element, bool dates) => Read(element, dates, depth: 0);

    /// <summary>What <c>new Date(value)</c> gives for a text or a number; null for an invalid date and for any other value.</summary>
    public static long? ReadDate(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => DateNumber.Clip(JsonText.Number(element)),
        JsonValueKind.String when JsonText.TryRead(element, out var text) => DateParser.Parse(text),
        _ => null,
    };

    /// <summary>True for an object whose only member is <c>date</c>.</summary>
    public static bool IsDate(JsonElement element, out JsonElement date)
    {
        date = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty("date"u8, out date) && element.GetPropertyCount() == 1;
    }

    private static AttributeValue Read(JsonElement element, bool dates, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return JsonText.TryRead(element, out var text) ? AttributeValue.Of(text) : default;
            case JsonValueKind.Number:
                return AttributeValue.Of(JsonText.Number(element));
            case JsonValueKind.True or JsonValueKind.False:
                return AttributeValue.Of(element.ValueKind == JsonValueKind.True);
            case JsonValueKind.Object:
                if (!dates || depth > 0 || !IsDate(element, out var date))
                    return AttributeValue.Structure;
                return ReadDate(date) is { } instant ? AttributeValue.OfDate(instant) : default;
            case JsonValueKind.Array when depth < MaxDepth:
                var items = new AttributeValue[element.GetArrayLength()];
                var place = 0;
                foreach (var item in element.EnumerateArray())
                    items[place++] = Read(item, dates, depth + 1);
                return AttributeValue.OfList(items);
            default:
                return default;
        }
    }
}
