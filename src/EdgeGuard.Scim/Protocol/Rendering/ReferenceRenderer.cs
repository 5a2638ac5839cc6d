using System.Text.Json;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Rendering;

/// <summary>Writes <c>members</c> and <c>groups</c>. Streams: 50,000 members need no tree.</summary>
internal static class ReferenceRenderer
{
    public static void Write(
        Utf8JsonWriter writer, ScimAttribute attribute, IReadOnlyList<ResourceReference> references, string uriPrefix, string type, Projection projection)
    {
        // An empty list is an unassigned attribute (RFC 7643 section 2.5) and is left out like any other.
        if (references.Count == 0)
            return;
        bool value = Wants("value"), uri = Wants("$ref"), display = Wants("display"), kind = Wants("type");
        writer.WriteStartArray(attribute.Name);
        foreach (var reference in references)
        {
            writer.WriteStartObject();
            if (value)
                writer.WriteString("value", reference.Id);
            if (uri)
                writer.WriteString("$ref", uriPrefix + reference.Id);
            if (display && reference.Display is not null)
                writer.WriteString("display", reference.Display);
            if (kind)
                writer.WriteString("type", type);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();

        bool Wants(string name) => attribute.SubAttributes.TryFind(name, out var sub) && projection.Includes(null, attribute, sub);
    }
}
