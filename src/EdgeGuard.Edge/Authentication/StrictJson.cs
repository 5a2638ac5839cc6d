using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace EdgeGuard.Edge.Authentication;

/// <summary>
/// Reads one JSON object and accepts nothing that two readers could understand differently (SECURITY T1): valid UTF-8, no byte order
/// mark, no duplicate names at any depth, no comments, nothing after the object, no half surrogate pairs, depth at most 16.
/// </summary>
internal static class StrictJson
{
    private const int MaxDepth = 16;

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = MaxDepth,
    };

    /// <summary>
    /// Parses; the document refers to <paramref name="utf8"/> and must be disposed before that memory is reused. Any text of the
    /// document can then be read without an exception.
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        if (!Utf8.IsValid(utf8.Span))
            return false;

        try
        {
            if (utf8.Span.IndexOf("\\u"u8) >= 0)
                ReadAllText(utf8.Span);
            var parsed = JsonDocument.Parse(utf8, Options);
            if (parsed.RootElement.ValueKind == JsonValueKind.Object)
            {
                document = parsed;
                return true;
            }

            parsed.Dispose();
            return false;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Throws <see cref="InvalidOperationException"/> for an escape that is half of a surrogate pair: the parser leaves that to whoever reads the text.</summary>
    private static void ReadAllText(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.ValueIsEscaped)
                _ = reader.GetString();
        }
    }
}
