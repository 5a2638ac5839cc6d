using System.Globalization;
using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Dev;

/// <summary>How each kind of child of <c>dev</c> is started.</summary>
internal sealed class DevChildren
{
    private readonly DataFolder _folder;
    private readonly DevSecrets _secrets;
    private readonly EndpointsDocument _endpoints;
    private readonly string _redisPath;

    public DevChildren(DataFolder folder, DevSecrets secrets, EndpointsDocument endpoints, string? redis)
    {
        _folder = folder;
        _secrets = secrets;
        _endpoints = endpoints;

        // A connection string may hold a password: children get it by file, as every secret.
        _redisPath = folder.At("redis.connection");
        PrivateFile.Write(_redisPath, redis ?? endpoints.Redis);
    }

    public ChildSpec Garnet(int port) => Self(
        "garnet", ReadyProbe.Redis(port), [GarnetCommand.Name, "--port", port.ToString(CultureInfo.InvariantCulture)]);

    public ChildSpec Issuer() => Self(
        "test-issuer", ReadyProbe.Http($"{_endpoints.Issuer}/healthz/live"),
        [TestIssuerCommand.Name, "--url", _endpoints.Issuer, "--key-path", _folder.IssuerKeyPath]);

    public ChildSpec App() => Self(
        "demo-app", ReadyProbe.Http($"{_endpoints.App}/healthz/live"),
        [DemoAppCommand.Name, "--url", _endpoints.App, "--edge-socket", _folder.SocketPath(_endpoints.Edges[0].Name)]);

    public ChildSpec Scim()
    {
        var settings = HostSettings();
        settings["EdgeGuard__Scim__Url"] = _endpoints.Scim;
        settings["EdgeGuard__Storage__SqlitePath"] = _folder.DatabasePath;
        settings["EdgeGuard__Admin__KeyFile"] = _secrets.AdminKeyPath;
        return new ChildSpec
        {
            Name = "scim",
            FileName = HostLocator.Scim(),
            Environment = settings,
            LogPath = _folder.LogPath("scim"),
            IsReadyAsync = ReadyProbe.Http($"{_endpoints.Scim}/healthz/ready"),
        };
    }

    public ChildSpec Edge(EdgeEndpoint edge)
    {
        var settings = HostSettings();
        EdgeSettings.Add(settings, edge, _endpoints);
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
