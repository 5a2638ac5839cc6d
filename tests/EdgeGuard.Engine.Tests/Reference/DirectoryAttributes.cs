using System.Text.Json;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>What may be kept of a user: an object of name → string, number, boolean, <c>{"date": ...}</c>, or array of these.</summary>
internal static class DirectoryAttributes
{
    public static bool AreWellFormed(string text) =>
        Names.IsText(text) && text.Length <= StateLimits.MaxAttributes && Json.TryParse(text) is { ValueKind: JsonValueKind.Object } json &&
        json.EnumerateObject().All(member => Names.IsName(member.Name, StateLimits.MaxKey) && (IsPlain(member.Value) || IsListOfPlain(member.Value)));

    private static bool IsListOfPlain(JsonElement json) => json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(IsPlain);

    private static bool IsPlain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => true,
        JsonValueKind.Object => json.EnumerateObject().Count() == 1 && Json.Member(json, "date") is { } date && JavaScriptDate.Of(date) is not null,
        _ => false,
    };
}
