using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Resources;

/// <summary>The attributes that a client must give: <c>userName</c> of a user, <c>displayName</c> of a group.</summary>
internal static class RequiredAttributes
{
    /// <summary>The first attribute that is missing or blank, or null. id and schemas are the service's own to fill.</summary>
    public static ScimAttribute? Missing(ResourceDefinition definition, JsonObject attributes)
    {
        foreach (var attribute in definition.Schema.Attributes.All)
        {
            if (attribute.Required && (attributes[attribute.Name] is not JsonValue value || string.IsNullOrWhiteSpace(value.ToString())))
                return attribute;
        }

        return null;
    }
}
