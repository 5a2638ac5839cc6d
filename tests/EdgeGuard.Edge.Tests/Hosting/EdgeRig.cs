using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGuard.Edge.Authentication;
using EdgeGuard.Edge.Configuration;
using EdgeGuard.Edge.Leases;
using EdgeGuard.Edge.Tests.Authentication;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using EdgeGuard.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGuard.Edge.Tests.Hosting;

/// <summary>
/// The real edge on real sockets before a real app, with a directory that the test fills and a clock that it moves. Fails the test
/// that ends with an error in the log.
/// </summary>
internal sealed class EdgeRig : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>How long a test waits for anything before it fails.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly WebApplication _edge;
    private readonly FakeLogCollector _logs;
    private readonly DirectoryInfo _folder;

    private EdgeRig(WebApplication edge, TestApp app, FakeTimeProvider time, DirectoryInfo folder)
    {
        (_edge, App, Time, _folder) = (edge, app, time, folder);
        _logs = edge.Services.GetRequiredService<FakeLogCollector>();
        var state = edge.Services.GetRequiredService<SnapshotState>();
        foreach (var observer in edge.Services.GetServices<ISnapshotObserver>())
            state.Observe(observer);
        Directory = new TestDirectory(state, edge.Services.GetRequiredService<EdgeLease>());
        LeaseClock = (TestLeaseClock)edge.Services.GetRequiredService<ILeaseClock>();
        var bound = edge.Services.GetRequiredService<BoundListeners>();
        Proxy = new Uri(bound.Proxy());
        ProxyHttp2 = new Uri(bound.ProxyHttp2());
        Decisions = new Uri(bound.Decisions());
        Health = new Uri(bound.Health());
        Client = NewClient();
    }

    public TestApp App { get; }

    public FakeTimeProvider Time { get; }

    public TestDirectory Directory { get; }

    /// <summary>The clock of the edge's lease; <see cref="TestDirectory.LeaseLength"/> later the directory's lease has run out.</summary>
    public TestLeaseClock LeaseClock { get; }

    public TestIssuer Issuer { get; } = new(Start);

    public Uri Proxy { get; }

    /// <summary>The same for HTTP/2 without TLS.</summary>
    public Uri ProxyHttp2 { get; }

    public Uri Decisions { get; }

    public Uri Health { get; }

    public string UnixSocket => Path.Combine(_folder.FullName, "decisions.sock");

    /// <summary>A client of the proxy.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _edge.Services;

    /// <summary>Starts an edge; <paramref name="settings"/> are <c>key=value</c> and replace the rig's own.</summary>
    public static async Task<EdgeRig> StartAsync(params string[] settings)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("edge-");
        var time = new FakeTimeProvider(Start);
        var app = await TestApp.StartAsync();
        WebApplication? edge = null;
        try
        {
            edge = EdgeHost.Build(Arguments(folder, app, settings), builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(time);
                builder.Services.AddSingleton<ILeaseClock>(new TestLeaseClock());
                TakeOutFollower(builder.Services);
                builder.Logging.ClearProviders().AddFakeLogging();
            });
            await edge.StartAsync(TestContext.Current.CancellationToken);
            return new EdgeRig(edge, app, time, folder);
        }
        catch
        {
            if (edge is not null)
                await edge.DisposeAsync();
            await app.DisposeAsync();
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Starts an edge with the tenant <c>acme</c> and one viewer.</summary>
    public static async Task<EdgeRig> StartWithAsync(string viewer, params string[] settings)
    {
        var rig = await StartAsync(settings);
        rig.Directory.Found();
        rig.Directory.AddViewer(viewer);
        return rig;
    }

    /// <summary>Lets the lease run out, and the edge notice.</summary>
    public void EndLease()
    {
        LeaseClock.Advance(TestDirectory.LeaseLength);
        Time.Advance(LeaseWatch.LongestPeriod);
    }

    /// <summary>Grants another lease, and lets the edge notice.</summary>
    public void RenewLease()
    {
        Directory.Lease();
        Time.Advance(LeaseWatch.LapsedPeriod);
    }

    /// <summary>A good token of a user.</summary>
    public string Token(string subject, Action<JsonObject>? payload = null) => Issuer.Token(json =>
    {
        json["sub"] = subject;
        payload?.Invoke(json);
    });

    public HttpRequestMessage Request(HttpMethod method, string path, string? token = null)
    {
        var request = new HttpRequestMessage(method, new Uri(Proxy, path)) { Version = Client.DefaultRequestVersion, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null)
    {
        using var request = Request(method, path, token);
        return await SendAsync(request);
    }

    /// <summary>Sends a request and returns when the headers of its response are there.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) =>
        Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    /// <summary>Sends a request that the app must answer, and returns what it received.</summary>
    public async Task<ReceivedRequest> EchoAsync(HttpRequestMessage request)
    {
        using var response = await SendAsync(request);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        return JsonSerializer.Deserialize<ReceivedRequest>(body)!;
    }

    public HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
        ActivityHeadersPropagator = null,
    })
    {
        DefaultRequestVersion = Proxy.Scheme == Uri.UriSchemeHttps ? HttpVersion.Version20 : HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Timeout = Limit,
    };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _edge.StopAsync(CancellationToken.None);
        await _edge.DisposeAsync();
        await App.DisposeAsync();
        _folder.Delete(recursive: true);
        var records = _logs.GetSnapshot();
        foreach (var record in records.Where(record => record.Category?.StartsWith("EdgeGuard", StringComparison.Ordinal) is true))
            TestContext.Current.TestOutputHelper?.WriteLine($"{record.Level} {record.Category} {record.Message} {record.Exception}");
        var errors = records.Where(record => record.Level >= LogLevel.Error).Select(record => $"{record.Message} {record.Exception}");
        errors.ShouldBeEmpty();
    }

    /// <summary>The rig's directory takes the follower's place as the one writer.</summary>
    /// <summary>What every edge must be told of its lease. No scim is there; the rig grants.</summary>
    public static string[] LeaseSettings { get; } =
        ["EdgeGuard:Lease:Scims:0=http://127.0.0.1:1", "EdgeGuard:Lease:Key=egedge_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"];

    private static void TakeOutFollower(IServiceCollection services)
    {
        foreach (var name in new[] { "FollowerService", "LeaseService" })
        {
            services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService)
                && service.ImplementationType is { } type && type.Name == name && type.Assembly == typeof(SnapshotState).Assembly));
        }
    }

    private static string[] Arguments(DirectoryInfo folder, TestApp app, string[] settings)
    {
        var keys = Path.Combine(folder.FullName, "jwks.json");
        File.WriteAllText(keys, TestIssuer.KeySet(TestKeys.Ec));
        string[] own =
        [
            "Logging:LogLevel:EdgeGuard=Debug",
            $"EdgeGuard:EnvironmentKey={TestEnvironment.KeyBase64}",
            .. LeaseSettings,
            "EdgeGuard:Redis:ConnectionString=127.0.0.1:1",
            "EdgeGuard:Proxy:Url=http://127.0.0.1:0",
            "EdgeGuard:Proxy:Http2Url=http://127.0.0.1:0",
            "EdgeGuard:Decisions:Url=http://127.0.0.1:0",
            "EdgeGuard:Decisions:AllowAnonymousLoopback=true",
            $"EdgeGuard:Decisions:UnixSocket={Path.Combine(folder.FullName, "decisions.sock")}",
            "EdgeGuard:Health:Url=http://127.0.0.1:0",
            $"EdgeGuard:Issuers:test:Issuer={TestIssuer.Url}",
            $"EdgeGuard:Issuers:test:Audiences:0={TestIssuer.Audience}",
            $"EdgeGuard:Issuers:test:JwksPath={keys}",
            "EdgeGuard:Policies:documents-read:AllPermissions:0=documents.read",
            "EdgeGuard:Policies:documents-delete:AllPermissions:0=documents.delete",
            "EdgeGuard:Policies:admins:AnyRoles:0=admin",
            "EdgeGuard:Policies:reports:AllFeatures:0=reports",
            "EdgeGuard:Policies:exports:AllFeatures:0=exports",
            .. Route("read", "/documents/{**rest}", "documents-read", "GET", "HEAD", "POST", "OPTIONS"),
            .. Route("delete", "/documents/{**rest}", "documents-delete", "DELETE"),
            .. Route("hold", "/hold/{**rest}", "documents-read"),
            .. Route("admins", "/admins", "admins"),
            .. Route("reports", "/reports", "reports"),
            .. Route("exports", "/exports", "exports"),
            .. Route("me", "/me", "default"),
            .. Route("public", "/public/{**rest}", "anonymous"),
            .. Route("closed", "/closed/{**rest}", null),
            .. Route("grpc", "/grpc/{**rest}", "documents-read"),
            "ReverseProxy:Routes:grpc:ClusterId=http2",
            $"ReverseProxy:Clusters:app:Destinations:one:Address={app.Url}",
            $"ReverseProxy:Clusters:http2:Destinations:one:Address={app.Http2Url}",
            "ReverseProxy:Clusters:http2:HttpRequest:Version=2",
            "ReverseProxy:Clusters:http2:HttpRequest:VersionPolicy=RequestVersionExact",
        ];
        return [.. own.Concat(settings).Select(setting => $"--{setting}")];
    }

    public static string[] Route(string name, string path, string? policy, params string[] methods)
    {
        var route = $"ReverseProxy:Routes:{name}";
        return
        [
            $"{route}:ClusterId=app",
            $"{route}:Match:Path={path}",
            .. methods.Select((method, index) => $"{route}:Match:Methods:{index}={method}"),
            .. policy is null ? Array.Empty<string>() : [$"{route}:AuthorizationPolicy={policy}"],
        ];
    }
}
