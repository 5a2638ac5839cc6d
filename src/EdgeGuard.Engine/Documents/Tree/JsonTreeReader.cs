using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace EdgeGuard.Engine.Documents.Tree;

/// <summary>Reads strict JSON (RFC 8259) into a tree that knows lines and columns.</summary>
public static class JsonTreeReader
{
    /// <summary>
    /// Reads one document. Null after a fault, which is noted with its line and column.
    /// </summary>
    /// <param name="utf8">The whole document, without a byte order mark.</param>
    /// <param name="root">How it is called.</param>
    /// <param name="faults">Where faults go.</param>
    /// <param name="firstLine">The line of the file in which it begins, from 1.</param>
    public static DocumentNode? Read(ReadOnlySpan<byte> utf8, DocumentPath root, DocumentFaults faults, int firstLine = 1)
    {
        if (!Utf8.IsValid(utf8))
        {
            faults.Add(new DocumentPlace(root, new DocumentPosition(firstLine, 1)), "The file is not UTF-8.");
            return null;
        }

        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DocumentNode.MaxDepth });
        var lines = new LineCounter(utf8, firstLine);
        try
        {
            reader.Read();
            var node = Value(ref reader, ref lines);
            // Only white space may follow; anything else throws.
            reader.Read();
            if (node.Size <= DocumentNode.MaxSize)
                return node;
            faults.Add(new DocumentPlace(root, node.Position), $"The document has more than {DocumentNode.MaxSize} values.");
        }
        catch (JsonException e)
        {
            var position = new DocumentPosition(firstLine + (int)(e.LineNumber ?? 0), (int)(e.BytePositionInLine ?? 0) + 1);
            faults.Add(new DocumentPlace(root, position), "This is not JSON: " + Sentence(e.Message));
        }
        catch (InvalidOperationException)
        {
            // How the reader says that \u escapes make half a surrogate pair.
            faults.Add(new DocumentPlace(root, lines.At((int)reader.TokenStartIndex)), "This text has half a surrogate pair in it, which is no character.");
        }

        return null;
    }

    private static DocumentNode Value(ref Utf8JsonReader reader, ref LineCounter lines)
    {
        var position = lines.At((int)reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.String => DocumentNode.OfText(position, reader.GetString() ?? ""),
            JsonTokenType.Number => DocumentNode.Number(position, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.True or JsonTokenType.False => DocumentNode.Boolean(position, reader.TokenType == JsonTokenType.True),
            JsonTokenType.StartArray => DocumentNode.List(position, Items(ref reader, ref lines)),
            JsonTokenType.StartObject => DocumentNode.Map(position, Members(ref reader, ref lines)),
            _ => DocumentNode.Null(position),
        };
    }

    private static ImmutableArray<DocumentNode> Items(ref Utf8JsonReader reader, ref LineCounter lines)
    {
        var items = ImmutableArray.CreateBuilder<DocumentNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(Value(ref reader, ref lines));
        return items.DrainToImmutable();
    }

    private static ImmutableArray<DocumentMember> Members(ref Utf8JsonReader reader, ref LineCounter lines)
    {
        var members = ImmutableArray.CreateBuilder<DocumentMember>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var position = lines.At((int)reader.TokenStartIndex);
            var name = reader.GetString() ?? "";
            reader.Read();
            members.Add(new DocumentMember(name, position, Value(ref reader, ref lines)));
        }

        return members.DrainToImmutable();
    }

    // The exception repeats where it happened in words of its own.
    private static string Sentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
