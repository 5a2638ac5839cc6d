using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Patching;

/// <summary>Brings attributes back into schema order after a PATCH, so that equal resources are equal bytes.</summary>
internal static class SchemaOrder
{
    /// <summary>Takes <paramref name="attributes"/> apart.</summary>
    public static JsonObject Sort(ResourceDefinition definition, JsonObject attributes)
    {
        var result = new JsonObject();
        foreach (var attribute in definition.Attributes.All)
            Move(attributes, attribute, result);
        foreach (var extension in definition.Extensions)
        {
            if (attributes[extension.Id] is not JsonObject values)
                continue;
            var sorted = new JsonObject();
            foreach (var attribute in extension.Attributes.All)
                Move(values, attribute, sorted);
            if (sorted.Count > 0)
                result.Add(extension.Id, sorted);
        }

        return result;
    }

    private static void Move(JsonObject from, ScimAttribute attribute, JsonObject to)
    {
        if (!from.Remove(attribute.Name, out var value) || value is null)
            return;
        if (attribute.SubAttributes.Count > 0)
        {
            if (value is JsonArray elements)
            {
                for (int i = 0; i < elements.Count; i++)
                {
                    if (elements[i] is JsonObject element)
                        elements[i] = SortSubs(element, attribute);
                }
            }
            else if (value is JsonObject complex)
            {
                value = SortSubs(complex, attribute);
            }
        }

        to.Add(attribute.Name, value);
    }

    private static JsonObject SortSubs(JsonObject complex, ScimAttribute attribute)
    {
        var sorted = new JsonObject();
        foreach (var sub in attribute.SubAttributes.All)
        {
            if (complex.Remove(sub.Name, out var value))
                sorted.Add(sub.Name, value);
        }

        return sorted;
    }
}
