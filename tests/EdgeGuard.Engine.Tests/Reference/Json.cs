using System.Globalization;
using System.Text.Json;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>JSON as JavaScript reads it.</summary>
internal static class Json
{
    public static JsonElement Parse(string text) => JsonDocument.Parse(text, new() { MaxDepth = 10_000 }).RootElement;

    public static JsonElement? TryParse(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member of an object; null when there is none, or when it is no object.</summary>
    public static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    /// <summary>The text of a member; null when it is none.</summary>
    public static string? Text(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Members of an object by name, elements of an array by index, nothing of anything else.</summary>
    public static IEnumerable<(string Key, JsonElement Value)> Members(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Select(member => (member.Name, member.Value)),
        JsonValueKind.Array => json.EnumerateArray().Select((item, index) => (index.ToString(CultureInfo.InvariantCulture), item)),
        _ => [],
    };
}
