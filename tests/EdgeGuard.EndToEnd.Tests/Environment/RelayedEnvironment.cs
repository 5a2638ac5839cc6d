using EdgeGuard.Testing;

namespace EdgeGuard.EndToEnd.Tests.Environment;

/// <summary>
/// A running <c>edgeguard dev</c> with a real Redis, in which each link between two parts goes through a relay of the test's: scim to
/// Redis, each edge to Redis, each edge to scim's lease listener.
/// </summary>
internal sealed class RelayedEnvironment : IAsyncDisposable
{
    private const string ScimName = "scim";
    private static readonly string[] EdgeNames = ["edge-1", "edge-2", "edge-3"];

    private readonly string _settings = Directory.CreateTempSubdirectory("edgeguard-relays-").FullName;
    private readonly Dictionary<string, TcpRelay> _redisOf = [];
    private readonly Dictionary<string, TcpRelay> _leaseOf = [];
    private DevEnvironment? _dev;

    private RelayedEnvironment()
    {
    }

    public RedisServerFixture Redis { get; } = new();

    public DevEnvironment Dev => _dev.ShouldNotBeNull();

    public Endpoints Endpoints => Dev.Endpoints;

    /// <summary>All links from edges to scim.</summary>
    public IEnumerable<TcpRelay> Leases => _leaseOf.Values;

    /// <param name="lease">As <c>dev --lease</c> takes it; null for the product's default.</param>
    public static async Task<RelayedEnvironment> StartAsync(string? lease = null)
    {
        var environment = new RelayedEnvironment();
        try
        {
            await environment.StartDevAsync(lease);
            return environment;
        }
        catch
        {
            await environment.DisposeAsync();
            throw;
        }
    }

    /// <summary>The link from scim or an edge to Redis.</summary>
    public TcpRelay RedisOf(string name) => _redisOf[name];

    public TcpRelay RedisOfScim => RedisOf(ScimName);

    /// <summary>The link from an edge to scim's lease listener.</summary>
    public TcpRelay LeaseOf(string edge) => _leaseOf[edge];

    public int Pid(string name) => Endpoints.Pid(name);

    public async ValueTask DisposeAsync()
    {
        if (_dev is not null)
            await _dev.DisposeAsync();
        foreach (var relay in _redisOf.Values.Concat(_leaseOf.Values))
            await relay.DisposeAsync();
        Redis.Dispose();
        Directory.Delete(_settings, recursive: true);
    }

    private async Task StartDevAsync(string? lease)
    {
        var leasePort = FreePort.NextForLater();
        List<string> arguments = ["--redis", Redis.ConnectionString, "--set", $"{ScimName}:EdgeGuard:Lease:Url=http://127.0.0.1:{leasePort}"];
        if (lease is not null)
            arguments.AddRange(["--lease", lease]);
        foreach (var name in (string[])[ScimName, .. EdgeNames])
        {
            _redisOf[name] = new TcpRelay(Redis.Port);
            arguments.AddRange(["--set", $"{name}:EdgeGuard:Redis:ConnectionStringFile={await RedisFileAsync(name)}"]);
        }

        foreach (var name in EdgeNames)
        {
            _leaseOf[name] = new TcpRelay(leasePort);
            arguments.AddRange(["--set", $"{name}:EdgeGuard:Lease:Scims:0=http://127.0.0.1:{_leaseOf[name].Port}"]);
        }

        _dev = await DevEnvironment.StartAsync([.. arguments]);
    }

    private async Task<string> RedisFileAsync(string name)
    {
        var path = Path.Combine(_settings, name);
        await File.WriteAllTextAsync(path, $"127.0.0.1:{_redisOf[name].Port}");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
