using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Dev;

/// <summary>The children of one <c>dev</c>, in stages, and where they will be reached. Decided once, so that a restarted child keeps its ports.</summary>
internal sealed class DevTopology
{
    private const int ProxyPort = 8080;
    private const int DecisionsPort = 8081;
    private const int ScimPort = 8082;
    private const int LeasePort = 8084;

    private DevTopology(IReadOnlyList<IReadOnlyList<ChildSpec>> services, IReadOnlyList<ChildSpec> edges, EndpointsDocument endpoints)
    {
        Services = services;
        Edges = edges;
        Endpoints = endpoints;
    }

    /// <summary>In stages, each started when the one before is ready; all are stopped in the reverse order.</summary>
    public IReadOnlyList<IReadOnlyList<ChildSpec>> Services { get; }

    /// <summary>Started when all services are ready and each edge has its key (<see cref="EdgeKeys"/>); stopped first.</summary>
    public IReadOnlyList<ChildSpec> Edges { get; }

    public EndpointsDocument Endpoints { get; }

    /// <exception cref="CliException">A setting is for a child that there is none of, or there is no free port.</exception>
    public static DevTopology Plan(DevOptions options, DataFolder folder, DevSecrets secrets, PortAllocator ports)
    {
        int Port(int preferred) => options.AnyPorts ? ports.Any() : ports.Prefer(preferred);

        // The well-known ports are asked for first, so that no other child is given one of them.
        var proxyPort = Port(ProxyPort);
        var decisionsPort = Port(DecisionsPort);
        var scim = Url(Port(ScimPort));
        var lease = LeaseSetting(options) ?? Url(Port(LeasePort));
        if (Uri.TryCreate(lease, UriKind.Absolute, out var asked))
            ports.Prefer(asked.Port); // So that no other child is given it.
        var redisPort = ports.Any();
        var issuer = Url(ports.Any());
        var app = Url(ports.Any());
        var appHttp2 = Url(ports.Any());
        var edges = Enumerable.Range(1, options.Edges).Select(n => new EdgeEndpoint(
            $"edge-{n}",
            Url(n == 1 ? proxyPort : ports.Any()),
            Url(n == 1 ? decisionsPort : ports.Any()),
            folder.SocketPath($"edge-{n}"),
            Url(ports.Any()),
            Url(ports.Any()))).ToList();

        var endpoints = new EndpointsDocument
        {
            Environment = secrets.Environment,
            Scim = scim,
            Lease = lease,
            AdminKeyFile = secrets.AdminKeyPath,
            Issuer = issuer,
            App = app,
            AppHttp2 = appHttp2,
            Redis = options.Redis is null ? $"127.0.0.1:{redisPort}" : RedisAddress.Of(options.Redis),
            Edges = edges,
        };
        var children = new DevChildren(folder, secrets, endpoints, options);
        IReadOnlyList<ChildSpec> redis = options.Redis is null ? [children.Garnet(redisPort)] : [];
        var topology = new DevTopology([redis, [children.Issuer(), children.Scim(), children.App()]], [.. edges.Select(children.Edge)], endpoints);
        return topology.With(options.Settings);
    }

    private static string? LeaseSetting(DevOptions options) =>
        options.Settings.LastOrDefault(s => s is { Child: DevChildren.ScimName, Variable: "EdgeGuard__Lease__Url" })?.Value;

    private DevTopology With(IReadOnlyList<ChildSetting> settings)
    {
        var names = Services.SelectMany(stage => stage).Concat(Edges).Select(child => child.Name).ToHashSet(StringComparer.Ordinal);
        if (settings.FirstOrDefault(s => !names.Contains(s.Child)) is { } lost)
            throw new CliException($"--set {lost.Child}:...: there is no such child; there are {string.Join(", ", names)}.");
        return new DevTopology([.. Services.Select(stage => stage.Select(Apply).ToList())], [.. Edges.Select(Apply)], Endpoints);

        ChildSpec Apply(ChildSpec child)
        {
            var environment = new Dictionary<string, string>(child.Environment, StringComparer.Ordinal);
            foreach (var setting in settings.Where(s => string.Equals(s.Child, child.Name, StringComparison.Ordinal)))
                environment[setting.Variable] = setting.Value;
            return child with { Environment = environment };
        }
    }

    private static string Url(int port) => $"http://127.0.0.1:{port}";
}
