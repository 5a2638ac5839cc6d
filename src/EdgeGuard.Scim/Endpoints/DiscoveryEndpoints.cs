using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>What the service can do (RFC 7644 section 4), and what it says of what it cannot.</summary>
internal static class DiscoveryEndpoints
{
    private static readonly ScimError NotImplemented = new(StatusCodes.Status501NotImplemented, null, "The service does not offer this.");
    private static readonly ScimError NoFilter = new(StatusCodes.Status403Forbidden, null, "Discovery endpoints take no filter.");

    public static void Map(RouteGroupBuilder scim)
    {
        scim.MapGet("/ServiceProviderConfig", (ScimRequest request) => Answer(request, DiscoveryDocuments.ServiceProviderConfig(request.BaseUri)));
        scim.MapGet("/ResourceTypes", (ScimRequest request) => Answer(request, DiscoveryDocuments.ResourceTypes(request.BaseUri)));
        scim.MapGet("/ResourceTypes/{name}", (string name, ScimRequest request) => Answer(request, DiscoveryDocuments.ResourceType(name, request.BaseUri)));
        scim.MapGet("/Schemas", (ScimRequest request) => Answer(request, DiscoveryDocuments.Schemas(request.BaseUri)));
        scim.MapGet("/Schemas/{id}", (string id, ScimRequest request) => Answer(request, DiscoveryDocuments.Schema(id, request.BaseUri)));

        // A token is a connection's, never a user's; and no provider that we know sends Bulk.
        scim.Map("/Me", () => ScimResult.Error(NotImplemented));
        scim.Map("/Bulk", () => ScimResult.Error(NotImplemented));
    }

    private static ScimResult Answer(ScimRequest request, JsonObject? document) =>
        request.Query("filter") is not null ? ScimResult.Error(NoFilter) // M16
        : document is null ? ScimResult.Error(Refusals.NotFound)
        : ScimResult.Ok(JsonSerializer.SerializeToUtf8Bytes(document, ScimJson.WriteOptions));
}
