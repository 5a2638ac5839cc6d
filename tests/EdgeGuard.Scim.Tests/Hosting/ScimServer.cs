using System.Net.Http.Headers;
using EdgeGuard.Scim.Leases;
using EdgeGuard.Scim.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGuard.Scim.Tests.Hosting;

/// <summary>The host's own composition on a free port, over a database in a folder of its own. Disposing fails on any Error in the log.</summary>
internal sealed class ScimServer : IAsyncDisposable
{
    public const string AdminKey = "egadm_0123456789012345678901234567890123456789012";
    private static readonly string EnvironmentKey = Convert.ToBase64String(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    private readonly WebApplication _app;
    private readonly TestFolder? _ownFolder;
    private readonly FakeLogCollector _logs;

    private ScimServer(WebApplication app, TestFolder? ownFolder)
    {
        _app = app;
        _ownFolder = ownFolder;
        _logs = app.Services.GetFakeLogCollector();
        BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        LeaseAddress = new Uri(app.Services.GetRequiredService<LeaseAddress>().Url);
        Admin = new AdminClient(NewClient(BaseAddress, AdminKey));
    }

    public Uri BaseAddress { get; }

    /// <summary>Where lease streams and other scims' calls arrive.</summary>
    public Uri LeaseAddress { get; }

    public AdminClient Admin { get; }

    public FakeTimeProvider Time => (FakeTimeProvider)_app.Services.GetRequiredService<TimeProvider>();

    public DirectoryStore Store => _app.Services.GetRequiredService<DirectoryStore>();

    public IServiceProvider Services => _app.Services;

    /// <summary>Events of level Error that the test brings about.</summary>
    public HashSet<int> ExpectedErrors { get; } = [];

    public IReadOnlyList<FakeLogRecord> Logs => _logs.GetSnapshot();

    /// <param name="folder">A folder that outlives the server; null for one of its own.</param>
    /// <param name="settings">Configuration over the defaults: keys of the section <c>EdgeGuard</c>, or of the root behind a slash.</param>
    public static Task<ScimServer> StartAsync(TestFolder? folder = null, params (string Key, string? Value)[] settings) =>
        StartAsync(folder, fencing: null, settings);

    /// <summary>A server whose fences the test controls.</summary>
    public static Task<ScimServer> StartAsync(IFencing fencing, TestFolder? folder = null) => StartAsync(folder, fencing, []);

    private static async Task<ScimServer> StartAsync(TestFolder? folder, IFencing? fencing, (string Key, string? Value)[] settings)
    {
        var own = folder is null ? new TestFolder() : null;
        return await StartAsync(Build((folder ?? own!).File("edgeguard.db"), fencing, settings).Build(), own);
    }

    /// <summary>Starts another process, as it were, over the open database of this one.</summary>
    public async Task<ScimServer> StartBesideAsync(params (string Key, string? Value)[] settings)
    {
        var builder = Build("none", fencing: null, settings);
        builder.Services.Replace(ServiceDescriptor.Singleton(Store));
        builder.Services.Remove(builder.Services.Single(
            service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory?.Method.ReturnType == typeof(DirectoryStore)));
        return await StartAsync(builder.Build(), ownFolder: null);
    }

    private static async Task<ScimServer> StartAsync(WebApplication app, TestFolder? ownFolder)
    {
        try
        {
            app.UseEdgeGuardScim();
            app.MapEdgeGuardScim();
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new ScimServer(app, ownFolder);
        }
        catch
        {
            await app.DisposeAsync();
            ownFolder?.Dispose();
            throw;
        }
    }

    /// <summary>Makes the tenant, the connection and a token where they are missing, and a client for them.</summary>
    public async Task<ScimClient> ConnectAsync(string tenant = "acme", string connection = "okta-1")
    {
        if ((await Admin.GetAsync($"tenants/{tenant}")).StatusNumber == 404)
            await Admin.PutAsync($"tenants/{tenant}", """{"suspended":false}""");
        var made = await Admin.PutAsync($"connections/{connection}", $$"""{"tenant":"{{tenant}}"}""");
        var token = await Admin.PostAsync($"connections/{connection}/tokens", "{}");
        return new ScimClient(NewClient(BaseAddress, token.At("token")!.GetValue<string>()), made.At("id")!.GetValue<string>());
    }

    /// <summary>Puts many users into a connection, past the protocol, and gives their ids. The writer is free for others in between.</summary>
    public async Task<IReadOnlyList<string>> FillAsync(string connection, int count)
    {
        var ids = new List<string>(count);
        foreach (var numbers in Enumerable.Range(0, count).Chunk(500))
        {
            var written = await Store.WriteAsync(
                transaction =>
                {
                    var row = transaction.Read.Connections.Find(connection)!;
                    return numbers
                        .Select(i => transaction.Users.Create(row, new UserValues($"user{i}", $"x{i}", true, $$"""{"userName":"user{{i}}","active":true}""", [])).Row!.Id)
                        .ToList();
                },
                TestContext.Current.CancellationToken);
            ids.AddRange(written.Value);
        }

        return ids;
    }

    public static HttpClient NewClient(Uri baseAddress, string? token) => new()
    {
        BaseAddress = baseAddress,
        DefaultRequestHeaders = { Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token) },
    };

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _ownFolder?.Dispose();
        _logs.GetSnapshot().Where(log => log.Level >= LogLevel.Error && !ExpectedErrors.Contains(log.Id.Id)).Select(log => $"{log.Message} {log.Exception}").ShouldBeEmpty();
    }

    private static WebApplicationBuilder Build(string databasePath, IFencing? fencing, (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "edgeguard-scim", EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["EdgeGuard:EnvironmentKey"] = EnvironmentKey,
            ["EdgeGuard:Admin:Key"] = AdminKey,
            ["EdgeGuard:Scim:Url"] = "http://127.0.0.1:0",
            ["EdgeGuard:Lease:Url"] = "http://127.0.0.1:0",
            ["EdgeGuard:Storage:SqlitePath"] = databasePath,
            ["EdgeGuard:Redis:ConnectionString"] = "127.0.0.1:1",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting =>
            KeyValuePair.Create(setting.Key.StartsWith('/') ? setting.Key[1..] : "EdgeGuard:" + setting.Key, setting.Value)));
        builder.Logging.ClearProviders().AddFakeLogging();
        builder.AddEdgeGuardScim();
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))));

        if (fencing is not null)
            builder.Services.Replace(ServiceDescriptor.Singleton(fencing));

        // Without a Redis of the test's own, the publisher would only try one that is not there, and hold up each stop by its timeout.
        if (!settings.Any(setting => setting.Key.StartsWith("Redis:", StringComparison.Ordinal)))
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType?.Name == "PublisherService"));
        return builder;
    }
}
