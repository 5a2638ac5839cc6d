using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace EdgeGuard.Engine.Targeting;

/// <summary>Reads the attributes that the directory keeps of a user. Unlike a caller's, they are refused when a rule could not read them.</summary>
internal static class DirectoryAttributes
{
    private const int MaxName = 256;

    public static bool TryParse(string json, [NotNullWhen(true)] out AttributeSet? set, [NotNullWhen(false)] out string? fault)
    {
        set = null;
        if (!JsonRow.TryParse(json, maxDepth: 8, out var document, out fault))
        {
            fault = "attributes: " + fault;
            return false;
        }

        using (document)
        {
            var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
            fault = Read(document.RootElement, values);
            if (fault is not null)
            {
                fault = "attributes: " + fault;
                return false;
            }

            set = new AttributeSet(new AttributeTable(values), AttributeTable.Empty, new AttributeValue[DerivedNames.Count]);
            return true;
        }
    }

    private static string? Read(JsonElement root, Dictionary<string, AttributeValue> values)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return "no JSON object";

        foreach (var member in root.EnumerateObject())
        {
            var place = JsonRow.Pointer("", member.Name);
            if (member.Name.Length is 0 or > MaxName)
                return "a name that is not 1 to 256 characters at " + place;
            if (FaultOf(member.Value, place) is { } fault)
                return fault;
            if (!values.TryAdd(member.Name, AttributeReader.Read(member.Value, dates: true)))
                return "a name that is there twice at " + place;
        }

        return null;
    }

    private static string? FaultOf(JsonElement value, string place)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when !AttributeReader.IsDate(value, out _):
                return "an object that is no date at " + place;
            case JsonValueKind.Object:
                _ = AttributeReader.IsDate(value, out var date);
                return AttributeReader.ReadDate(date) is null ? "an invalid date at " + JsonRow.Pointer(place, "date") : null;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    if (!IsScalar(item))
                        return "an element that is no string, number or boolean at " + JsonRow.Pointer(place, index);
                    index++;
                }

                return null;
            default:
                return IsScalar(value) ? null : "a null at " + place;
        }
    }

    private static bool IsScalar(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;
}
