using System.Collections.Concurrent;
using EdgeGuard.Cli.Commands;
using EdgeGuard.Cli.Dev;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EdgeGuard.Cli.Tests.Dev;

/// <summary>The server answers for scim's admin API.</summary>
public sealed class EdgeKeysTests : IAsyncLifetime
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ConcurrentDictionary<string, string> _keys = new();
    private readonly ConcurrentQueue<string> _registered = new();
    private DataFolder? _folder;
    private WebApplication? _server;
    private int _status = StatusCodes.Status201Created;

    public async ValueTask InitializeAsync()
    {
        _folder = DataFolder.Open(_temporary.At("data"));
        DevSecrets.Ensure(_folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapPut("/admin/v1/edges/{edge}", (string edge) => _registered.Enqueue(edge));
        _server.MapGet("/admin/v1/edges/{edge}/keys", () => Results.Json(_keys.Keys.Select(id => new { id })));
        _server.MapPost("/admin/v1/edges/{edge}/keys", (string edge) =>
        {
            var id = Guid.NewGuid().ToString("N");
            _keys[id] = $"egedge_{id}";
            return Results.Json(new { id, key = _keys[id] }, statusCode: _status);
        });
        await _server.StartAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Ensure_FirstRun_RegistersEachEdgeAndKeepsItsKeyForItsOwner()
    {
        await EnsureAsync();

        _registered.ShouldBe(["edge-1"]);
        File.ReadAllText(KeyPath).ShouldBe(_keys.Values.Single());
        File.GetUnixFileMode(KeyPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Ensure_SecondRun_KeepsTheKey()
    {
        await EnsureAsync();
        var first = File.ReadAllText(KeyPath);

        await EnsureAsync();

        File.ReadAllText(KeyPath).ShouldBe(first);
        _keys.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Ensure_ScimNoLongerKnowsTheKey_TakesAnother()
    {
        await EnsureAsync();
        var first = File.ReadAllText(KeyPath);
        _keys.Clear();

        await EnsureAsync();

        File.ReadAllText(KeyPath).ShouldNotBe(first);
    }

    [Fact]
    public async Task Ensure_ScimGivesNone_SaysForWhichEdge()
    {
        _status = StatusCodes.Status409Conflict;

        (await Should.ThrowAsync<CliException>(EnsureAsync)).Message.ShouldContain("edge-1");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _temporary.Dispose();
    }

    private string KeyPath => _folder.ShouldNotBeNull().EdgeKeyPath("edge-1");

    private Task EnsureAsync()
    {
        var folder = _folder.ShouldNotBeNull();
        var endpoints = EndpointsFileTests.Sample with { Scim = _server.ShouldNotBeNull().Urls.Single(), AdminKeyFile = folder.At("admin.key") };
        return EdgeKeys.EnsureAsync(endpoints, folder, TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
