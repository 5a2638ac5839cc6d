using System.Text.Json.Nodes;

namespace EdgeGuard.Scim.Protocol.Schemas;

/// <summary>
/// What RFC 7644 section 4 lets a client ask about the service, built from the definitions that the service itself obeys.
/// <c>baseUri</c> is the connection's base URL without a slash at the end.
/// </summary>
internal static class DiscoveryDocuments
{
    private static readonly ScimSchema[] AllSchemas =
        [.. ResourceDefinition.All.SelectMany(definition => definition.Extensions.Prepend(definition.Schema))];

    public static JsonObject Schemas(string baseUri) => List(AllSchemas.Select(schema => Render(schema, baseUri)));

    public static JsonObject? Schema(string id, string baseUri) =>
        AllSchemas.FirstOrDefault(schema => schema.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) is { } schema ? Render(schema, baseUri) : null;

    public static JsonObject ResourceTypes(string baseUri) => List(ResourceDefinition.All.Select(definition => Render(definition, baseUri)));

    public static JsonObject? ResourceType(string name, string baseUri) =>
        ResourceDefinition.All.FirstOrDefault(definition => definition.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } definition
            ? Render(definition, baseUri)
            : null;

    /// <summary>Every part is present, the unsupported ones too: clients switch PATCH and filters off when one is missing.</summary>
    public static JsonObject ServiceProviderConfig(string baseUri) => new()
    {
        ["schemas"] = new JsonArray(SchemaUris.ServiceProviderConfig),
        ["documentationUri"] = "https://www.rfc-editor.org/rfc/rfc7644",
        ["patch"] = new JsonObject { ["supported"] = true },
        ["bulk"] = new JsonObject { ["supported"] = false, ["maxOperations"] = 0, ["maxPayloadSize"] = 0 },
        ["filter"] = new JsonObject { ["supported"] = true, ["maxResults"] = ScimLimits.MaxPageSize },
        ["changePassword"] = new JsonObject { ["supported"] = false },
        ["sort"] = new JsonObject { ["supported"] = false },
        ["etag"] = new JsonObject { ["supported"] = true },
        ["pagination"] = new JsonObject
        {
            ["cursor"] = false,
            ["index"] = true,
            ["defaultPaginationMethod"] = "index",
            ["defaultPageSize"] = ScimLimits.DefaultPageSize,
            ["maxPageSize"] = ScimLimits.MaxPageSize,
        },
        ["authenticationSchemes"] = new JsonArray(new JsonObject
        {
            ["type"] = "oauthbearertoken",
            ["name"] = "Bearer token",
            ["description"] = "A token of this connection in the Authorization header.",
            ["specUri"] = "https://www.rfc-editor.org/rfc/rfc6750",
            ["documentationUri"] = "https://www.rfc-editor.org/rfc/rfc6750",
            ["primary"] = true,
        }),
        ["meta"] = Meta("ServiceProviderConfig", $"{baseUri}/ServiceProviderConfig"),
    };

    private static JsonObject Render(ScimSchema schema, string baseUri) => new()
    {
        ["schemas"] = new JsonArray(SchemaUris.Schema),
        ["id"] = schema.Id,
        ["name"] = schema.Name,
        ["description"] = schema.Description,
        ["attributes"] = SchemaDocument.Attributes(schema.Attributes),
        ["meta"] = Meta("Schema", $"{baseUri}/Schemas/{schema.Id}"),
    };

    private static JsonObject Render(ResourceDefinition definition, string baseUri) => new()
    {
        ["schemas"] = new JsonArray(SchemaUris.ResourceType),
        ["id"] = definition.Name,
        ["name"] = definition.Name,
        ["endpoint"] = definition.Endpoint,
        ["description"] = definition.Description,
        ["schema"] = definition.Schema.Id,
        ["schemaExtensions"] = new JsonArray([
            .. definition.Extensions.Select(extension => new JsonObject { ["schema"] = extension.Id, ["required"] = false }),
        ]),
        ["meta"] = Meta("ResourceType", $"{baseUri}/ResourceTypes/{definition.Name}"),
    };

    private static JsonObject Meta(string resourceType, string location) =>
        new() { ["resourceType"] = resourceType, ["location"] = location };

    private static JsonObject List(IEnumerable<JsonObject> documents)
    {
        var resources = new JsonArray([.. documents]);
        return new JsonObject
        {
            ["schemas"] = new JsonArray(SchemaUris.ListResponse),
            ["totalResults"] = resources.Count,
            ["itemsPerPage"] = resources.Count,
            ["startIndex"] = 1,
            ["Resources"] = resources,
        };
    }
}
