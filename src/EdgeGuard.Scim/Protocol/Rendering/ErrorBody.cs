using System.Buffers;
using System.Globalization;
using System.Text.Json;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Rendering;

/// <summary>The body of a refusal, RFC 7644 section 3.12: these members and no others, the status as a string (M17).</summary>
internal static class ErrorBody
{
    public static void Write(Utf8JsonWriter writer, ScimError error)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("schemas");
        writer.WriteStringValue(SchemaUris.Error);
        writer.WriteEndArray();
        writer.WriteString("status", error.Status.ToString(CultureInfo.InvariantCulture));
        if (error.ScimType is not null)
            writer.WriteString("scimType", error.ScimType);
        writer.WriteString("detail", error.Detail);
        writer.WriteEndObject();
    }

    public static byte[] ToUtf8(ScimError error)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, ScimJson.WriterOptions))
            Write(writer, error);
        return buffer.WrittenSpan.ToArray();
    }
}
