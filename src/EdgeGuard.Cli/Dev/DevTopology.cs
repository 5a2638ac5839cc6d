namespace EdgeGuard.Cli.Dev;

/// <summary>The children of one <c>dev</c>, in stages, and where they will be reached. Decided once, so that a restarted child keeps its ports.</summary>
internal sealed class DevTopology
{
    private const int ProxyPort = 8080;
    private const int DecisionsPort = 8081;
    private const int ScimPort = 8082;

    private DevTopology(IReadOnlyList<IReadOnlyList<ChildSpec>> stages, EndpointsDocument endpoints)
    {
        Stages = stages;
        Endpoints = endpoints;
    }

    /// <summary>Each stage is started when the one before is ready; all are stopped in the reverse order, edges first.</summary>
    public IReadOnlyList<IReadOnlyList<ChildSpec>> Stages { get; }

    public EndpointsDocument Endpoints { get; }

    public static DevTopology Plan(DevOptions options, DataFolder folder, DevSecrets secrets, PortAllocator ports)
    {
        int Port(int preferred) => options.AnyPorts ? ports.Any() : ports.Prefer(preferred);

        // The well-known ports are asked for first, so that no other child is given one of them.
        var proxyPort = Port(ProxyPort);
        var decisionsPort = Port(DecisionsPort);
        var scim = Url(Port(ScimPort));
        var redisPort = ports.Any();
        var issuer = Url(ports.Any());
        var app = Url(ports.Any());
        var edges = Enumerable.Range(1, options.Edges).Select(n => new EdgeEndpoint(
            $"edge-{n}",
            Url(n == 1 ? proxyPort : ports.Any()),
            Url(n == 1 ? decisionsPort : ports.Any()),
            folder.SocketPath($"edge-{n}"),
            Url(ports.Any()))).ToList();

        var endpoints = new EndpointsDocument
        {
            Environment = secrets.Environment,
            Scim = scim,
            AdminKeyFile = secrets.AdminKeyPath,
            Issuer = issuer,
            App = app,
            Redis = options.Redis is null ? $"127.0.0.1:{redisPort}" : RedisAddress.Of(options.Redis),
            Edges = edges,
        };
        var children = new DevChildren(folder, secrets, endpoints, options.Redis);
        IReadOnlyList<ChildSpec> redis = options.Redis is null ? [children.Garnet(redisPort)] : [];
        return new DevTopology(
            [redis, [children.Issuer(), children.Scim(), children.App()], [.. edges.Select(children.Edge)]],
            endpoints);
    }

    private static string Url(int port) => $"http://127.0.0.1:{port}";
}
