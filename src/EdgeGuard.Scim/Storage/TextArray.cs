using System.Collections.Immutable;
using System.Text.Json;

namespace EdgeGuard.Scim.Storage;

/// <summary>Lists of text in one column, as a JSON array.</summary>
internal static class TextArray
{
    public static ImmutableArray<string> Parse(string json) => JsonSerializer.Deserialize<ImmutableArray<string>>(json);

    public static string Format(IReadOnlyCollection<string> texts) => JsonSerializer.Serialize(texts);
}
