using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Resources;

/// <summary>
/// Reads the body of a POST or PUT. Read-only attributes are ignored (RFC 7644 sections 3.3 and 3.5.1) and so are attributes that
/// no schema knows: Entra, Okta and OneLogin let administrators map anything, and one odd mapping must not stop a tenant's
/// cycle. Nothing unknown is stored.
/// </summary>
internal static class ResourceReader
{
    public static Result<ScimResource> Read(ResourceDefinition definition, JsonElement body, Leniency leniency)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return ScimError.InvalidSyntax("The body must be a JSON object.");

        var slots = new AttributeSlots(definition.Attributes);
        var extensions = new JsonObject?[definition.Extensions.Count];
        IReadOnlyList<string>? members = null;
        bool schemasGiven = false;
        foreach (var property in body.EnumerateObject())
        {
            int rank = definition.Attributes.RankOf(property.Name);
            if (rank < 0)
            {
                if (ReadExtension(definition, property, leniency, extensions) is { } extensionError)
                    return extensionError;
                continue;
            }

            var attribute = definition.Attributes.All[rank];
            if (!slots.TryName(rank))
                return ScimError.InvalidSyntax($"{attribute.Name} is given twice.");
            ScimError? error = null;
            if (ReferenceEquals(attribute, CommonAttributes.Schemas))
                error = SchemasReader.Check(definition, property.Value, leniency, out schemasGiven);
            else if (ReferenceEquals(attribute, GroupSchema.Members))
                error = ReadMembers(property.Value, leniency, out members);
            else if (attribute.Mutability is not (AttributeMutability.ReadOnly or AttributeMutability.WriteOnly))
                error = ReadAttribute(attribute, property.Value, leniency, slots, rank);
            if (error is not null)
                return error;
        }

        if (!schemasGiven)
            return ScimError.InvalidValue($"schemas must name {definition.Schema.Id}.");
        var attributes = slots.ToObject();
        for (int i = 0; i < extensions.Length; i++)
        {
            if (extensions[i] is { Count: > 0 } extension)
                attributes.Add(definition.Extensions[i].Id, extension);
        }

        return RequiredAttributes.Missing(definition, attributes) is { } missing
            ? ScimError.InvalidValue($"{missing} is required.")
            : new ScimResource(definition, attributes, members);
    }

    /// <summary>Reads an extension's object into schema order; null when nothing of it is left.</summary>
    public static ScimError? ReadExtension(ScimSchema schema, JsonElement value, Leniency leniency, out JsonObject? extension)
    {
        extension = null;
        if (AttributeReader.IsAbsent(value))
            return null;
        if (value.ValueKind != JsonValueKind.Object)
            return ScimError.InvalidValue($"{schema.Id} must be an object.");

        var slots = new AttributeSlots(schema.Attributes);
        foreach (var property in value.EnumerateObject())
        {
            int rank = schema.Attributes.RankOf(property.Name);
            if (rank < 0)
            {
                if (!leniency.Grants(Leniency.UnknownAttributes))
                    return ScimError.InvalidSyntax($"{schema.Id} has an attribute that the schema does not know.");
                continue;
            }

            var attribute = schema.Attributes.All[rank];
            string path = $"{schema.Id}:{attribute.Name}";
            if (!slots.TryName(rank))
                return ScimError.InvalidSyntax($"{path} is given twice.");
            if (AttributeReader.Read(attribute, property.Value, path, leniency, out var node) is { } error)
                return error;
            slots.Set(rank, node);
        }

        extension = slots.ToObject();
        return null;
    }

    private static ScimError? ReadExtension(ResourceDefinition definition, JsonProperty property, Leniency leniency, JsonObject?[] extensions)
    {
        for (int i = 0; i < extensions.Length; i++)
        {
            var schema = definition.Extensions[i];
            if (!property.Name.Equals(schema.Id, StringComparison.OrdinalIgnoreCase))
                continue;
            return extensions[i] is not null
                ? ScimError.InvalidSyntax($"{schema.Id} is given twice.")
                : ReadExtension(schema, property.Value, leniency, out extensions[i]);
        }

        return leniency.Grants(Leniency.UnknownAttributes) ? null : ScimError.InvalidSyntax("The body has an attribute that the schemas do not know.");
    }

    private static ScimError? ReadAttribute(ScimAttribute attribute, JsonElement value, Leniency leniency, AttributeSlots slots, int rank)
    {
        var error = AttributeReader.Read(attribute, value, attribute.Name, leniency, out var node);
        slots.Set(rank, node);
        return error;
    }

    private static ScimError? ReadMembers(JsonElement value, Leniency leniency, out IReadOnlyList<string>? members)
    {
        members = null;
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        var error = MemberReader.Read(value, GroupSchema.Members.Name, leniency, out var ids);
        members = ids;
        return error;
    }
}
