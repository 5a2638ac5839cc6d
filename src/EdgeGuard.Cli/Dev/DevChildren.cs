using System.Globalization;
using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Dev;

/// <summary>How each kind of child of <c>dev</c> is started.</summary>
internal sealed class DevChildren
{
    public const string ScimName = "scim";

    /// <summary>scim refuses shorter leases than this without the switch that says that it is a test.</summary>
    private static readonly TimeSpan ShortLease = TimeSpan.FromSeconds(2);

    private readonly DataFolder _folder;
    private readonly DevSecrets _secrets;
    private readonly EndpointsDocument _endpoints;
    private readonly string _redisPath;
    private readonly TimeSpan? _lease;

    public DevChildren(DataFolder folder, DevSecrets secrets, EndpointsDocument endpoints, DevOptions options)
    {
        _folder = folder;
        _lease = options.Lease;
        _secrets = secrets;
        _endpoints = endpoints;

        // A connection string may hold a password: children get it by file, as every secret.
        _redisPath = folder.At("redis.connection");
        PrivateFile.Write(_redisPath, options.Redis ?? endpoints.Redis);
    }

    public ChildSpec Garnet(int port) => Self(
        "garnet", ReadyProbe.Redis(port), [GarnetCommand.Name, "--port", port.ToString(CultureInfo.InvariantCulture)]);

    public ChildSpec Issuer() => Self(
        "test-issuer", ReadyProbe.Http($"{_endpoints.Issuer}/healthz/live"),
        [TestIssuerCommand.Name, "--url", _endpoints.Issuer, "--key-path", _folder.IssuerKeyPath]);

    public ChildSpec App() => Self(
        "demo-app", ReadyProbe.Http($"{_endpoints.App}/healthz/live"),
        [DemoAppCommand.Name, "--url", _endpoints.App, "--http2-url", _endpoints.AppHttp2 ?? "", "--edge-socket", _folder.SocketPath(_endpoints.Edges[0].Name)]);

    public ChildSpec Scim()
    {
        var settings = HostSettings();
        settings["EdgeGuard__Scim__Url"] = _endpoints.Scim;
        settings["EdgeGuard__Storage__SqlitePath"] = _folder.DatabasePath;
        settings["EdgeGuard__Admin__KeyFile"] = _secrets.AdminKeyPath;
        settings["EdgeGuard__Lease__Url"] = _endpoints.Lease ?? "";
        if (_lease is { } lease)
        {
            settings["EdgeGuard__Lease__MaxStaleness"] = lease.ToString("c", CultureInfo.InvariantCulture);
            if (lease < ShortLease)
                settings["EdgeGuard__Lease__AllowShort"] = "true";
        }

        return new ChildSpec
        {
            Name = ScimName,
            FileName = HostLocator.Scim(),
            Environment = settings,
            LogPath = _folder.LogPath(ScimName),
            IsReadyAsync = ReadyProbe.Http($"{_endpoints.Scim}/healthz/ready"),
        };
    }

    public ChildSpec Edge(EdgeEndpoint edge)
    {
        var settings = HostSettings();
        EdgeSettings.Add(settings, edge, _endpoints, _folder);
        return new ChildSpec
        {
            Name = edge.Name,
            FileName = HostLocator.Edge(),
            Environment = settings,
            LogPath = _folder.LogPath(edge.Name),
            SocketPath = edge.UnixSocket,
            IsReadyAsync = ReadyProbe.Http($"{edge.Health}/healthz/ready"),
        };
    }

    private static Dictionary<string, string> CommonSettings() => new(StringComparer.Ordinal) { ["EdgeGuard__StopWhenInputEnds"] = "true" };

    private Dictionary<string, string> HostSettings()
    {
        var settings = CommonSettings();
        settings["EdgeGuard__Environment"] = _secrets.Environment;
        settings["EdgeGuard__EnvironmentKeyFile"] = _secrets.EnvironmentKeyPath;
        settings["EdgeGuard__Redis__ConnectionStringFile"] = _redisPath;

        // An open download must not hold up the stop of everything.
        settings["DOTNET_shutdownTimeoutSeconds"] = "3";
        return settings;
    }

    private ChildSpec Self(string name, Func<CancellationToken, Task<bool>> isReadyAsync, string[] arguments)
    {
        var (fileName, before) = HostLocator.Self();
        return new ChildSpec
        {
            Name = name,
            FileName = fileName,
            Arguments = [.. before, .. arguments],
            Environment = CommonSettings(),
            LogPath = _folder.LogPath(name),
            IsReadyAsync = isReadyAsync,
        };
    }
}
