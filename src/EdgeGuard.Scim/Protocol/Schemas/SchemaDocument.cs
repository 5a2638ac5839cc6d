using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeGuard.Scim.Protocol.Schemas;

/// <summary>An attribute definition as RFC 7643 section 7 writes it.</summary>
internal static class SchemaDocument
{
    public static JsonArray Attributes(AttributeSet attributes) => new([.. attributes.All.Select(Attribute)]);

    private static JsonObject Attribute(ScimAttribute attribute)
    {
        var document = new JsonObject
        {
            ["name"] = attribute.Name,
            ["type"] = Word(attribute.Type),
            ["multiValued"] = attribute.MultiValued,
            ["description"] = attribute.Description,
            ["required"] = attribute.Required,
        };
        if (attribute.CanonicalValues.Count > 0)
            document["canonicalValues"] = new JsonArray([.. attribute.CanonicalValues.Select(value => JsonValue.Create(value))]);
        document["caseExact"] = attribute.CaseExact;
        document["mutability"] = Word(attribute.Mutability);
        document["returned"] = Word(attribute.Returned);
        document["uniqueness"] = Word(attribute.Uniqueness);
        if (attribute.ReferenceTypes.Count > 0)
            document["referenceTypes"] = new JsonArray([.. attribute.ReferenceTypes.Select(value => JsonValue.Create(value))]);
        if (attribute.SubAttributes.Count > 0)
            document["subAttributes"] = Attributes(attribute.SubAttributes);
        return document;
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
