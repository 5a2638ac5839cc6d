using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace EdgeGuard.Engine.Targeting;

/// <summary>Reads the JSON text of a row that is put, and names places in it as JSON pointers (RFC 6901).</summary>
internal static class JsonRow
{
    /// <summary>
    /// The document, of which every text can then be read; on false <paramref name="fault"/> says what is wrong. Half a surrogate pair, which
    /// JSON can escape, is refused: nothing that it could be compared with holds one.
    /// </summary>
    public static bool TryParse(string json, int maxDepth, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out string? fault)
    {
        document = null;
        fault = null;
        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = maxDepth });
            if (BrokenText(document.RootElement) is { } place)
                fault = "text that is not well-formed at " + place;
        }
        catch (JsonException broken)
        {
            fault = string.Create(CultureInfo.InvariantCulture, $"no JSON, or nested too deep, in line {(broken.LineNumber ?? 0) + 1} at byte {broken.BytePositionInLine ?? 0}");
        }
        catch (ArgumentException)
        {
            fault = "text that is not well-formed";
        }

        if (fault is null)
            return document is not null;
        document?.Dispose();
        document = null;
        return false;
    }

    public static string Pointer(string place, string name) =>
        place + "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static string Pointer(string place, int index) => string.Create(CultureInfo.InvariantCulture, $"{place}/{index}");

    /// <summary>Where a text is that cannot be read; null for nowhere. The pointer is made on the way back, so that good rows pay nothing for it.</summary>
    private static string? BrokenText(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return JsonText.TryRead(element, out _) ? null : "";
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    if (BrokenText(item) is { } inner)
                        return Pointer("", index) + inner;
                    index++;
                }

                return null;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    if (!JsonText.TryReadName(member, out var name))
                        return "";
                    if (BrokenText(member.Value) is { } inner)
                        return Pointer("", name) + inner;
                }

                return null;
            default:
                return null;
        }
    }
}
