using System.Diagnostics.Metrics;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Hosting;
using EdgeGuard.Sync.Publishing;
using EdgeGuard.Sync.Redis;
using EdgeGuard.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Tests.Compliance;

/// <summary>
/// One environment of one test: a log in memory, any number of publishers and followers over one server, each registered and run as
/// a host does it.
/// </summary>
internal sealed class SyncRig : IAsyncDisposable
{
    private readonly List<ServiceProvider> _hosts = [];
    private readonly LogCapture _logs = new();
    private readonly ILoggerFactory _loggers;
    private int _users;

    public SyncRig(RedisCompatibleServer server)
    {
        Server = server;
        Environment = server.NewEnvironment();
        _loggers = _logs.CreateFactory();
    }

    public RedisCompatibleServer Server { get; }

    public string Environment { get; }

    public InMemoryLogSource Source { get; } = new(TestEnvironment.Keys);

    public EntryCodec Codec { get; } = new(TestEnvironment.Keys);

    public MessageSeal Seal { get; } = new(TestEnvironment.Keys);

    public RedisNames Names => new(Environment);

    public LogCapture Logs => _logs;

    public async Task<Running<LogPublisher>> StartPublisherAsync(Action<PublisherOptions>? configure = null, ILogSource? source = null)
    {
        var services = NewServices();
        services.AddSingleton(source ?? Source);
        services.AddEdgeGuardPublisher(Redis, options =>
        {
            options.BeatEvery = TimeSpan.FromMilliseconds(100);
            configure?.Invoke(options);
        });
        var running = await StartAsync<LogPublisher>(services);
        Source.Committed += running.Subject.Notify;
        return running;
    }

    public async Task<Running<LogFollower>> StartFollowerAsync(params ISnapshotObserver[] observers)
    {
        var services = NewServices();
        foreach (var observer in observers)
            services.AddSingleton(observer);
        services.AddEdgeGuardFollower(Redis);
        return await StartAsync<LogFollower>(services);
    }

    /// <summary>A link of the test's own, to look at Redis or to play a publisher by hand.</summary>
    public RedisLink NewLink()
    {
        var services = NewServices();
        services.AddEdgeGuardFollower(Redis);
        var provider = services.BuildServiceProvider();
        _hosts.Add(provider);
        return provider.GetRequiredService<RedisLink>();
    }

    /// <summary>Commits a tenant, then users one by one: one entry each.</summary>
    public void Commit(int entries)
    {
        for (var i = 0; i < entries; i++)
            Source.Append(NextChange());
    }

    public Change NextChange() => Interlocked.Increment(ref _users) == 1
        ? new Change.TenantPut("acme", Suspended: false)
        : new Change.UserPut(new Hash128((ulong)_users, 7), Tenant, Active: true, NotBefore: 0);

    public static Hash128 Tenant { get; } = TestEnvironment.Keys.Hasher.Tenant("acme");

    /// <summary>Waits until a follower has exactly the log's state.</summary>
    public async Task ConvergeAsync(Running<LogFollower> follower, TimeSpan? timeout = null)
    {
        await Eventually.TrueAsync(
            () => follower.Current is { } current && current.Epoch == Source.State.Epoch && current.Version == Source.State.Version,
            $"version {Source.State.Version} at the follower (it has {follower.Current?.Version})",
            timeout);
        follower.Current!.Digest.ShouldBe(Source.State.Digest);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            foreach (var service in host.GetServices<IHostedService>())
                await service.StopAsync(CancellationToken.None);
            await host.DisposeAsync();
        }

        _loggers.Dispose();
        _logs.AssertNoUnexpectedErrors();
    }

    private async Task<Running<T>> StartAsync<T>(ServiceCollection services)
        where T : class
    {
        var provider = services.BuildServiceProvider();
        _hosts.Add(provider);
        var running = new Running<T>(provider);
        foreach (var service in provider.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
        return running;
    }

    private ServiceCollection NewServices()
    {
        var services = new ServiceCollection();
        services.AddSingleton(_loggers);
        services.AddSingleton<IMeterFactory, TestMeterFactory>();
        services.AddSingleton(TestEnvironment.Keys);
        return services;
    }

    private void Redis(RedisOptions options)
    {
        options.ConnectionString = Server.ConnectionString;
        options.Environment = Environment;
    }

    /// <summary>One publisher or follower and its services.</summary>
    internal sealed class Running<T>(ServiceProvider provider)
        where T : class
    {
        private readonly Dictionary<string, MetricCollector<long>> _counters = [];

        public T Subject { get; } = provider.GetRequiredService<T>();

        public Snapshot? Current => provider.GetRequiredService<SnapshotState>().Current;

        /// <summary>Begins to count an instrument.</summary>
        public Running<T> Counting(string instrument)
        {
            _counters[instrument] = new MetricCollector<long>(provider.GetRequiredService<IMeterFactory>(), "EdgeGuard.Sync", instrument);
            return this;
        }

        /// <summary>What an instrument counted since <see cref="Counting"/>, of one cause or of all.</summary>
        public long Counted(string instrument, string? cause = null) => _counters[instrument].GetMeasurementSnapshot()
            .Where(m => cause is null || Equals(m.Tags.GetValueOrDefault("cause"), cause))
            .Sum(m => m.Value);

        public async Task StopAsync()
        {
            foreach (var service in provider.GetServices<IHostedService>())
                await service.StopAsync(CancellationToken.None);
        }
    }
}
