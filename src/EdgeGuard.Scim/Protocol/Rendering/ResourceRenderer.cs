using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Rendering;

/// <summary>Writes a resource as RFC 7643 shows it. <c>baseUri</c> is the connection's base URL without a slash at the end.</summary>
internal static class ResourceRenderer
{
    /// <summary>The value of both the Location header and <c>meta.location</c>, which must be equal (M1).</summary>
    public static string Location(ResourceDefinition definition, string baseUri, string id) => $"{baseUri}{definition.Endpoint}/{id}";

    public static void Write(Utf8JsonWriter writer, ResourceDocument document, string baseUri, Projection projection)
    {
        var resource = document.Resource;
        var definition = resource.Definition;
        writer.WriteStartObject();
        WriteSchemas(writer, resource);
        writer.WriteString("id", document.Id);
        WriteAttributes(writer, resource, projection);
        if (document.Members is { } members && projection.IncludesMembers)
            ReferenceRenderer.Write(writer, GroupSchema.Members, members, $"{baseUri}{ResourceDefinition.User.Endpoint}/", "User", projection);
        if (document.Groups is { } groups && projection.IncludesGroups)
            ReferenceRenderer.Write(writer, UserSchema.Groups, groups, $"{baseUri}{ResourceDefinition.Group.Endpoint}/", "direct", projection);
        if (projection.Includes(null, CommonAttributes.Meta))
            WriteMeta(writer, definition, document, baseUri);
        writer.WriteEndObject();
    }

    public static byte[] ToUtf8(ResourceDocument document, string baseUri, Projection projection)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, ScimJson.WriterOptions))
            Write(writer, document, baseUri, projection);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The whole resource as nodes, for the filter evaluator.</summary>
    public static JsonObject ToJson(ResourceDocument document, string baseUri) =>
        JsonNode.Parse(ToUtf8(document, baseUri, Projection.All))!.AsObject(); // Write starts with an object

    private static void WriteSchemas(Utf8JsonWriter writer, ScimResource resource)
    {
        writer.WriteStartArray("schemas");
        writer.WriteStringValue(resource.Definition.Schema.Id);
        foreach (var extension in resource.Definition.Extensions)
        {
            if (resource.Attributes.ContainsKey(extension.Id))
                writer.WriteStringValue(extension.Id);
        }

        writer.WriteEndArray();
    }

    private static void WriteAttributes(Utf8JsonWriter writer, ScimResource resource, Projection projection)
    {
        foreach (var (name, value) in resource.Attributes)
        {
            if (value is null)
                continue;
            if (resource.Definition.Attributes.TryFind(name, out var attribute))
                WriteAttribute(writer, null, attribute, value, projection);
            else if (resource.Definition.FindExtension(name) is { } extension && value is JsonObject values)
                WriteExtension(writer, extension, values, projection);
        }
    }

    private static void WriteExtension(Utf8JsonWriter writer, ScimSchema extension, JsonObject values, Projection projection)
    {
        bool started = false;
        foreach (var (name, value) in values)
        {
            if (value is null || !extension.Attributes.TryFind(name, out var attribute) || !projection.Includes(extension, attribute))
                continue;
            if (!started)
                writer.WriteStartObject(extension.Id);
            started = true;
            WriteAttribute(writer, extension, attribute, value, projection);
        }

        if (started)
            writer.WriteEndObject();
    }

    private static void WriteAttribute(Utf8JsonWriter writer, ScimSchema? extension, ScimAttribute attribute, JsonNode value, Projection projection)
    {
        if (!projection.Includes(extension, attribute))
            return;
        writer.WritePropertyName(attribute.Name);
        if (projection.IsAll || attribute.SubAttributes.Count == 0)
        {
            value.WriteTo(writer);
        }
        else if (value is JsonArray elements)
        {
            writer.WriteStartArray();
            foreach (var element in elements)
                WriteComplex(writer, extension, attribute, element as JsonObject, projection);
            writer.WriteEndArray();
        }
        else
        {
            WriteComplex(writer, extension, attribute, value as JsonObject, projection);
        }
    }

    private static void WriteComplex(Utf8JsonWriter writer, ScimSchema? extension, ScimAttribute attribute, JsonObject? complex, Projection projection)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in complex ?? [])
        {
            if (value is null || !attribute.SubAttributes.TryFind(name, out var sub) || !projection.Includes(extension, attribute, sub))
                continue;
            writer.WritePropertyName(sub.Name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static void WriteMeta(Utf8JsonWriter writer, ResourceDefinition definition, ResourceDocument document, string baseUri)
    {
        writer.WriteStartObject(CommonAttributes.Meta.Name);
        writer.WriteString("resourceType", definition.Name);
        writer.WriteString("created", ScimDateTime.Format(document.Created));
        writer.WriteString("lastModified", ScimDateTime.Format(document.LastModified));
        writer.WriteString("location", Location(definition, baseUri, document.Id));
        writer.WriteString("version", document.Version);
        writer.WriteEndObject();
    }
}
