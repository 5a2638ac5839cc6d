using System.Buffers;
using System.Text.Json;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Rendering;

/// <summary>
/// A page of a query, RFC 7644 section 3.4.2. <see cref="TotalResults"/> counts all pages. Nothing found is an empty list and never
/// 404, which Entra answers with quarantine (E1).
/// </summary>
internal sealed record ListResponse(int TotalResults, int StartIndex, IReadOnlyList<ResourceDocument> Resources)
{
    public int ItemsPerPage => Resources.Count;

    public void Write(Utf8JsonWriter writer, string baseUri, Projection projection)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("schemas");
        writer.WriteStringValue(SchemaUris.ListResponse);
        writer.WriteEndArray();
        writer.WriteNumber("totalResults", TotalResults);
        writer.WriteNumber("itemsPerPage", ItemsPerPage);
        writer.WriteNumber("startIndex", StartIndex);
        writer.WriteStartArray(nameof(Resources));
        foreach (var resource in Resources)
            ResourceRenderer.Write(writer, resource, baseUri, projection);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public byte[] ToUtf8(string baseUri, Projection projection)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, ScimJson.WriterOptions))
            Write(writer, baseUri, projection);
        return buffer.WrittenSpan.ToArray();
    }
}
