using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace EdgeGuard.Engine.Targeting;

/// <summary>Reads JSON that others wrote, as JavaScript would, without an exception getting out.</summary>
internal static class JsonText
{
    /// <summary>The text of a JSON string; false when it is none, or holds half a surrogate pair or broken UTF-8, which no .NET text made from JSON does.</summary>
    public static bool TryRead(JsonElement element, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (element.ValueKind != JsonValueKind.String)
            return false;
        try
        {
            text = element.GetString();
        }
        catch (InvalidOperationException)
        {
            // The reader has no form of this call that says no.
        }

        return text is not null;
    }

    /// <summary>A JSON number; beyond the range of a double, infinity, as in JavaScript.</summary>
    public static double Number(JsonElement element) =>
        element.TryGetDouble(out var number) || double.TryParse(element.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out number) ? number : double.NaN;

    /// <summary>The members of an object, in the order in which JavaScript visits them: whole numbers first, each name once, the last value of it.</summary>
    public static IEnumerable<KeyValuePair<string, JsonElement>> MembersOf(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return [];

        var members = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        var numbered = false;
        foreach (var property in element.EnumerateObject())
        {
            if (!TryReadName(property, out var name))
                continue;
            members[name] = property.Value;
            numbered |= IsIndex(name, out _);
        }

        return numbered ? members.OrderBy(member => IsIndex(member.Key, out var index) ? index : uint.MaxValue) : members;
    }

    public static bool TryReadName(JsonProperty property, [NotNullWhen(true)] out string? name)
    {
        try
        {
            name = property.Name;
        }
        catch (InvalidOperationException)
        {
            name = null; // As above.
        }

        return name is not null;
    }

    private static bool IsIndex(string name, out uint index)
    {
        index = 0;
        return name.Length is > 0 and <= 10 && (name[0] != '0' || name.Length == 1) &&
            uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < uint.MaxValue;
    }
}
