using EdgeGuard.Cli.Demo;

namespace EdgeGuard.Cli.Dev;

/// <summary>Configuration of an edge that stands before the demo app: its listeners, the test issuer, the policies, the routes.</summary>
internal static class EdgeSettings
{
    private const string ReadPolicy = "documents-read";
    private const string DeletePolicy = "documents-delete";

    public static void Add(Dictionary<string, string> settings, EdgeEndpoint edge, EndpointsDocument endpoints)
    {
        settings["EdgeGuard__Proxy__Url"] = edge.Proxy;
        settings["EdgeGuard__Decisions__Url"] = edge.Grpc;
        settings["EdgeGuard__Decisions__UnixSocket"] = edge.UnixSocket ?? "";
        settings["EdgeGuard__Decisions__AllowAnonymousLoopback"] = "true";
        settings["EdgeGuard__Health__Url"] = edge.Health ?? "";

        settings["EdgeGuard__Issuers__test__Issuer"] = endpoints.Issuer;
        settings["EdgeGuard__Issuers__test__Authority"] = endpoints.Issuer;
        settings["EdgeGuard__Issuers__test__AllowPlaintextMetadata"] = "true";
        settings["EdgeGuard__Issuers__test__Audiences__0"] = TokenMint.Audience;

        // Issuer and scim share this machine's clock, so no doubt about the order of a token and a mark has to be allowed for.
        settings["EdgeGuard__Issuers__test__NotBeforeSkew"] = "00:00:00";

        settings[$"EdgeGuard__Policies__{ReadPolicy}__AllPermissions__0"] = "documents.read";
        settings[$"EdgeGuard__Policies__{DeletePolicy}__AllPermissions__0"] = "documents.delete";

        settings["ReverseProxy__Clusters__app__Destinations__app__Address"] = endpoints.App;
        AddRoute(settings, "documents-list", HttpMethod.Get, "/documents", ReadPolicy);
        AddRoute(settings, "documents-delete", HttpMethod.Delete, "/documents/{id}", DeletePolicy);
        AddRoute(settings, "documents-download", HttpMethod.Get, "/documents/{id}/download", ReadPolicy);
        AddRoute(settings, "public", HttpMethod.Get, "/public", "anonymous");
    }

    private static void AddRoute(Dictionary<string, string> settings, string name, HttpMethod method, string path, string policy)
    {
        var route = $"ReverseProxy__Routes__{name}__";
        settings[$"{route}ClusterId"] = "app";
        settings[$"{route}AuthorizationPolicy"] = policy;
        settings[$"{route}Match__Path"] = path;
        settings[$"{route}Match__Methods__0"] = method.Method;
    }
}
