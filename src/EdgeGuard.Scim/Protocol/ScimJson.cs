using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace EdgeGuard.Scim.Protocol;

/// <summary>The one way a request body becomes JSON. What passes here can be read without an exception further on.</summary>
internal static class ScimJson
{
    /// <summary>Duplicate names are refused: two readers of one body must not see two different users.</summary>
    public static readonly JsonDocumentOptions DocumentOptions = new()
    {
        AllowDuplicateProperties = false,
        MaxDepth = ScimLimits.MaxJsonDepth,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
    };

    /// <summary>JSON is answered as JSON and never put into a page: names keep their letters instead of six bytes of escape each.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly JsonSerializerOptions WriteOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = ScimLimits.MaxJsonDepth };

    /// <summary>Parses a body. The document keeps <paramref name="utf8"/>; elements, and patch requests read from it, live as long as it does.</summary>
    public static Result<JsonDocument> Parse(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span))
            return ScimError.InvalidSyntax("The body is not valid UTF-8.");

        try
        {
            if (!HoldsReadableText(utf8.Span))
                return ScimError.InvalidSyntax("The body holds a string with a null character.");
            return JsonDocument.Parse(utf8, DocumentOptions);
        }
        catch (JsonException e)
        {
            // The message would quote the body; the position alone tells a developer enough.
            return ScimError.InvalidSyntax(
                $"The body is not acceptable JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine}): malformed, deeper than {ScimLimits.MaxJsonDepth} levels, or a name given twice in one object.");
        }
        catch (InvalidOperationException)
        {
            return ScimError.InvalidSyntax("The body holds a string with half a surrogate pair.");
        }
    }

    /// <summary>
    /// JsonDocument checks escapes only when a string is read, by throwing. Only escaped tokens can offend, and a null
    /// character can come in no other way; so this pass costs one scan and decodes next to nothing.
    /// </summary>
    private static bool HoldsReadableText(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, ReaderOptions);
        while (reader.Read())
        {
            if (reader.ValueIsEscaped && reader.GetString()!.Contains('\0', StringComparison.Ordinal)) // a string token: never null
                return false;
        }

        return true;
    }
}
