using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeGuard.Engine.Documents.Tree;

/// <summary>
/// One value of a document and where it is written. JSON is read into it by <see cref="JsonTreeReader"/>; readers of other notations
/// build it themselves. Members keep their order and may repeat a name, so that a walker can say so. A node may occur in several
/// places (an alias in YAML), but never within itself. Immutable; thread-safe.
/// </summary>
public sealed class DocumentNode
{
    /// <summary>Deepest nesting of a document. Rules alone may nest 64 groups, each an object in a list (SEMANTICS section 4).</summary>
    public const int MaxDepth = 256;

    /// <summary>Most values in a document, counted where they occur: what an alias brings counts each time.</summary>
    public const int MaxSize = 20_000_000;

    private static readonly JsonWriterOptions JsonText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth };

    private DocumentNode(DocumentNodeKind kind, DocumentPosition position)
    {
        Kind = kind;
        Position = position;
    }

    public DocumentNodeKind Kind { get; }

    /// <summary>Where it begins.</summary>
    public DocumentPosition Position { get; }

    /// <summary>A text; a number in JSON's notation; <c>true</c> or <c>false</c>; else empty.</summary>
    public string Text { get; private init; } = "";

    /// <summary>The values of a list.</summary>
    public ImmutableArray<DocumentNode> Items { get; private init; } = [];

    /// <summary>The members of an object.</summary>
    public ImmutableArray<DocumentMember> Members { get; private init; } = [];

    /// <summary>Values in it, itself included; no more than <see cref="int.MaxValue"/>.</summary>
    public int Size { get; private init; } = 1;

    /// <summary>Values inside one another, itself included: 1 for all but lists and objects with something in them.</summary>
    public int Depth { get; private init; } = 1;

    public static DocumentNode Null(DocumentPosition position) => new(DocumentNodeKind.Null, position);

    public static DocumentNode Boolean(DocumentPosition position, bool value) =>
        new(DocumentNodeKind.Boolean, position) { Text = value ? "true" : "false" };

    /// <summary>A number. <paramref name="json"/>: in JSON's notation.</summary>
    public static DocumentNode Number(DocumentPosition position, string json) => new(DocumentNodeKind.Number, position) { Text = json };

    public static DocumentNode OfText(DocumentPosition position, string text) => new(DocumentNodeKind.Text, position) { Text = text };

    public static DocumentNode List(DocumentPosition position, ImmutableArray<DocumentNode> items) =>
        new(DocumentNodeKind.List, position) { Items = items, Size = Sum(items.Select(i => i.Size)), Depth = Above(items.Select(i => i.Depth)) };

    public static DocumentNode Map(DocumentPosition position, ImmutableArray<DocumentMember> members) =>
        new(DocumentNodeKind.Map, position)
        {
            Members = members, Size = Sum(members.Select(m => m.Value.Size)), Depth = Above(members.Select(m => m.Value.Depth)),
        };

    /// <summary>The value of the first member called <paramref name="name"/>; null when there is none, or for another kind.</summary>
    public DocumentNode? Find(string name)
    {
        foreach (var member in Members)
        {
            if (string.Equals(member.Name, name, StringComparison.Ordinal))
                return member.Value;
        }

        return null;
    }

    /// <summary>The value as JSON text, without white space.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonText))
            WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the value as JSON.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case DocumentNodeKind.Boolean:
                writer.WriteBooleanValue(Text is "true");
                break;
            case DocumentNodeKind.Number:
                writer.WriteRawValue(Text);
                break;
            case DocumentNodeKind.Text:
                writer.WriteStringValue(Text);
                break;
            case DocumentNodeKind.List:
                writer.WriteStartArray();
                foreach (var item in Items)
                    item.WriteTo(writer);
                writer.WriteEndArray();
                break;
            case DocumentNodeKind.Map:
                writer.WriteStartObject();
                foreach (var member in Members)
                {
                    writer.WritePropertyName(member.Name);
                    member.Value.WriteTo(writer);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => ToJson();

    private static int Above(IEnumerable<int> depths) => 1 + depths.DefaultIfEmpty(0).Max();

    private static int Sum(IEnumerable<int> sizes)
    {
        var sum = 1L;
        foreach (var size in sizes)
            sum += size;
        return (int)Math.Min(sum, int.MaxValue);
    }
}
