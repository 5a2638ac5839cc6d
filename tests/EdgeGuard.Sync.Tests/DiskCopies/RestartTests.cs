using System.Diagnostics.Metrics;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Hosting;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using EdgeGuard.Sync.Tests.LeaseStreams;
using EdgeGuard.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Tests.DiskCopies;

/// <summary>Edges without any Redis, registered as the host does it: a scim gives the state, the disk keeps it, and only a scim gives a lease.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private static readonly BootTimeClock Clock = new();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("disk-copy-");
    private readonly FakeDatabase _database = new(TimeSpan.FromSeconds(2));
    private readonly LogCapture _logs = new();
    private readonly List<ServiceProvider> _edges = [];
    private FakeScim? _scim;
    private TcpRelay? _relay;

    public async ValueTask InitializeAsync()
    {
        _scim = await FakeScim.StartAsync(_database);
        _relay = new TcpRelay(new Uri(_scim.Url).Port);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var edge in _edges)
            await edge.DisposeAsync();
        await _relay!.DisposeAsync();
        await _scim!.DisposeAsync();
        _folder.Delete(recursive: true);
        _logs.AssertNoUnexpectedErrors();
    }

    [Fact]
    public async Task Security_F14_RestartWithEverythingDown_HasTheStateButNoLeaseUntilAScimIsBack()
    {
        var before = _database.Commit();
        var first = await StartAsync();
        await Eventually.TrueAsync(() => IsRunning(first), "a lease without Redis and without a copy");
        var last = _database.Commit();
        await Eventually.TrueAsync(() => Current(first)?.Version == last.Version, "the second entry, by way of the scim");
        await StopAsync(first);

        _relay!.Mode = RelayMode.Reset;
        var second = await StartAsync();
        await Eventually.TrueAsync(() => Current(second)?.Version == last.Version, "the state of the copy");
        Current(second)!.Digest.ShouldBe(last.Digest);
        IsRunning(second).ShouldBeFalse();
        _logs.Count(EventIds.DiskCopyLoaded).ShouldBe(1);

        var missed = _database.Commit();
        _relay.Mode = RelayMode.Pass;
        await Eventually.TrueAsync(() => IsRunning(second), "a lease when the scim is back");

        // Not a moment before it has what was committed meanwhile.
        Current(second)!.Version.ShouldBe(missed.Version);
        before.Version.ShouldBeLessThan(last.Version);
        await StopAsync(second);
    }

    private static Snapshot? Current(IServiceProvider edge) => edge.GetRequiredService<EdgeLease>().View.Snapshot;

    private static bool IsRunning(IServiceProvider edge) => edge.GetRequiredService<EdgeLease>().View.IsRunningAt(Clock.Now);

    private static async Task StopAsync(IServiceProvider edge)
    {
        // As hosts do: the last first.
        foreach (var service in edge.GetServices<IHostedService>().Reverse())
            await service.StopAsync(CancellationToken.None);
    }

    private async Task<ServiceProvider> StartAsync()
    {
        var services = new ServiceCollection();
        services.AddSingleton(_logs.CreateFactory());
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<IMeterFactory, TestMeterFactory>();
        services.AddSingleton(TestEnvironment.Keys);
        services.AddEdgeGuardDiskCopy(copy => copy.Path = Path.Combine(_folder.FullName, "copy"));
        services.AddEdgeGuardFollower(redis => redis.ConnectionString = $"127.0.0.1:{FreePort.Next()}");
        services.AddEdgeGuardLease(lease =>
        {
            lease.Name = "edge-1";
            lease.Key = FakeScim.Key;
            lease.Scims.Add($"http://127.0.0.1:{_relay!.Port}");
        });
        var edge = services.BuildServiceProvider();
        _edges.Add(edge);
        foreach (var service in edge.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
        return edge;
    }
}
