using EdgeGuard.Cli.Demo;

namespace EdgeGuard.Cli.Dev;

/// <summary>Configuration of an edge that stands before the demo app: its listeners, the test issuer, the policies, the routes.</summary>
internal static class EdgeSettings
{
    private const string ReadPolicy = "documents-read";
    private const string DeletePolicy = "documents-delete";
    private const string UploadPolicy = "documents-upload";

    public static void Add(Dictionary<string, string> settings, EdgeEndpoint edge, EndpointsDocument endpoints, DataFolder folder)
    {
        settings["EdgeGuard__Proxy__Url"] = edge.Proxy;
        settings["EdgeGuard__Proxy__Http2Url"] = edge.Http2 ?? "";
        settings["EdgeGuard__Decisions__Url"] = edge.Grpc;
        settings["EdgeGuard__Decisions__UnixSocket"] = edge.UnixSocket ?? "";
        settings["EdgeGuard__Decisions__AllowAnonymousLoopback"] = "true";
        settings["EdgeGuard__Health__Url"] = edge.Health ?? "";

        settings["EdgeGuard__Lease__Scims__0"] = endpoints.Lease ?? "";
        settings["EdgeGuard__Lease__KeyFile"] = folder.EdgeKeyPath(edge.Name);
        settings["EdgeGuard__Lease__Name"] = edge.Name;
        settings["EdgeGuard__DiskCopy__Path"] = folder.DiskCopyPath(edge.Name);

        settings["EdgeGuard__Issuers__test__Issuer"] = endpoints.Issuer;
        settings["EdgeGuard__Issuers__test__Authority"] = endpoints.Issuer;
        settings["EdgeGuard__Issuers__test__AllowPlaintextMetadata"] = "true";
        settings["EdgeGuard__Issuers__test__Audiences__0"] = TokenMint.Audience;

        // Issuer and scim share this machine's clock, so no doubt about the order of a token and a mark has to be allowed for.
        settings["EdgeGuard__Issuers__test__NotBeforeSkew"] = "00:00:00";

        settings[$"EdgeGuard__Policies__{ReadPolicy}__AllPermissions__0"] = "documents.read";
        settings[$"EdgeGuard__Policies__{DeletePolicy}__AllPermissions__0"] = "documents.delete";

        settings[$"EdgeGuard__Policies__{UploadPolicy}__AllPermissions__0"] = "documents.upload";

        settings["ReverseProxy__Clusters__app__Destinations__app__Address"] = endpoints.App;
        AddRoute(settings, "documents-list", HttpMethod.Get, "/documents", ReadPolicy);
        AddRoute(settings, "documents-delete", HttpMethod.Delete, "/documents/{id}", DeletePolicy);
        AddRoute(settings, "documents-download", HttpMethod.Get, "/documents/{id}/download", ReadPolicy);
        AddRoute(settings, "documents-events", HttpMethod.Get, "/documents/{id}/events", ReadPolicy);
        AddRoute(settings, "documents-live", HttpMethod.Get, "/documents/{id}/live", ReadPolicy);
        AddRoute(settings, "documents-upload", HttpMethod.Post, "/documents/{id}/upload", UploadPolicy);
        AddRoute(settings, "public", HttpMethod.Get, "/public", "anonymous");
        if (endpoints.AppHttp2 is { } grpc)
            AddGrpc(settings, grpc);
    }

    /// <summary>gRPC goes to the app over HTTP/2 without TLS, which no connection can negotiate: it is asked for by name.</summary>
    private static void AddGrpc(Dictionary<string, string> settings, string address)
    {
        const string Cluster = "app-grpc";
        settings[$"ReverseProxy__Clusters__{Cluster}__Destinations__app__Address"] = address;
        settings[$"ReverseProxy__Clusters__{Cluster}__HttpRequest__Version"] = "2";
        settings[$"ReverseProxy__Clusters__{Cluster}__HttpRequest__VersionPolicy"] = nameof(HttpVersionPolicy.RequestVersionExact);
        AddRoute(settings, "documents-watch", HttpMethod.Post, DocumentWatch.Path, ReadPolicy, Cluster);
    }

    private static void AddRoute(Dictionary<string, string> settings, string name, HttpMethod method, string path, string policy, string cluster = "app")
    {
        var route = $"ReverseProxy__Routes__{name}__";
        settings[$"{route}ClusterId"] = cluster;
        settings[$"{route}AuthorizationPolicy"] = policy;
        settings[$"{route}Match__Path"] = path;
        settings[$"{route}Match__Methods__0"] = method.Method;
    }
}
