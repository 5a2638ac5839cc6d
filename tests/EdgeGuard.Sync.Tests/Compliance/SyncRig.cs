using System.Collections.Concurrent;
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
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

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
    private RedisLink? _link;
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

    /// <summary>Where followers started from here on find the server; null for its own address.</summary>
    public string? FollowerAddress { get; set; }

    /// <summary>What followers started from here on ask beside Redis; null for nobody.</summary>
    public SourceFeed? SecondFeed { get; set; }

    /// <summary>The clock of followers started from here on; null for the system's.</summary>
    public TimeProvider? FollowerTime { get; set; }

    public async Task<RunningService<LogPublisher>> StartPublisherAsync(Action<PublisherOptions>? configure = null, ILogSource? source = null)
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

    public async Task<RunningService<LogFollower>> StartFollowerAsync(params ISnapshotObserver[] observers)
    {
        var services = NewServices();
        foreach (var observer in observers)
            services.AddSingleton(observer);
        services.AddSingleton(Source);
        services.AddSingleton<GrantingScim>();
        services.AddSingleton<ILeaseSignals>(provider => provider.GetRequiredService<GrantingScim>());
        if (SecondFeed is not null)
            services.AddSingleton<ILogFeed>(SecondFeed);
        if (FollowerTime is not null)
            services.AddSingleton(FollowerTime);
        services.AddEdgeGuardFollower(options =>
        {
            Redis(options);
            options.ConnectionString = FollowerAddress ?? options.ConnectionString;
        });
        return await StartAsync<LogFollower>(services);
    }

    /// <summary>A link of the test's own, to look at Redis or to play a publisher by hand.</summary>
    public RedisLink Link => _link ??= CreateLink();

    private RedisLink CreateLink()
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
    public async Task ConvergeAsync(RunningService<LogFollower> follower, TimeSpan? timeout = null)
    {
        await Eventually.TrueAsync(
            () => follower.Current is { } current && current.Epoch == Source.State.Epoch && current.Version == Source.State.Version,
            $"version {Source.State.Version} at the follower (it has {follower.Current?.Version})",
            timeout);
        follower.Current!.Digest.ShouldBe(Source.State.Digest);
    }

    /// <summary>Everything that is published on the environment's channel from now on, in order.</summary>
    public async Task<ConcurrentQueue<byte[]>> CollectAsync()
    {
        var link = Link;
        var messages = new ConcurrentQueue<byte[]>();
        var queue = await (await link.GetAsync(CancellationToken.None)).GetSubscriber().SubscribeAsync(Names.Changes);
        queue.OnMessage(message => messages.Enqueue((byte[])message.Message!));
        return messages;
    }

    /// <summary>Publishes bytes on the channel as anyone with access to Redis could.</summary>
    public Task PublishAsync(byte[] message) => new RedisLog(Link).PublishAsync(message, CancellationToken.None);

    /// <summary>Commits without telling a publisher, and brings the entries to Redis by hand.</summary>
    public async Task AppendByHandAsync(int entries, bool publish, int keep = 1000)
    {
        var after = Source.State.Version;
        var committed = Source.Committed;
        Source.Committed = null;
        Commit(entries);
        Source.Committed = committed;
        await AppendStoredAsync(after, entries, publish, keep);
    }

    /// <summary>Brings committed entries to Redis by hand.</summary>
    public async Task AppendStoredAsync(long after, int entries, bool publish = false, int keep = 1000)
    {
        var stored = await Source.ReadEntriesAsync(after, entries, CancellationToken.None);
        var (outcome, _) = await new RedisLog(Link).AppendAsync(Source.State.Epoch, stored, keep, publish, CancellationToken.None);
        outcome.ShouldBe(AppendOutcome.Appended);
    }

    public async Task<SnapshotManifest?> ReadManifestAsync()
    {
        var bytes = await new RedisSnapshotStore(Link).ReadManifestAsync(CancellationToken.None);
        if (bytes is null)
            return null;
        SnapshotManifest.Decode(Seal, bytes, out var manifest).ShouldBe(MessageFault.None);
        return manifest;
    }

    public async Task DamageChunkAsync() =>
        await (await DatabaseAsync()).StringSetAsync(Names.Chunk((await ReadManifestAsync())!.Id.ToString(), 0), new byte[] { 0x90 });

    public async Task RemoveChunkAsync() =>
        await (await DatabaseAsync()).KeyDeleteAsync(Names.Chunk((await ReadManifestAsync())!.Id.ToString(), 0));

    public async Task SetHeadAsync(string head) => await (await DatabaseAsync()).StringSetAsync(Names.Head, head);

    public async Task ExpireWriterLockAsync() => await (await DatabaseAsync()).KeyDeleteAsync(Names.WriterLock);

    /// <summary>The environment's keys that match a pattern.</summary>
    public async Task<List<string>> KeysAsync(string pattern)
    {
        // KEYS takes { and } literally, and no environment name has other signs of a pattern.
        await using var connection = await Server.ConnectAsync();
        var keys = await connection.GetDatabase().ExecuteAsync("KEYS", $"{{eg:{Environment}}}:{pattern}");
        return [.. ((string[])keys!)];
    }

    private async Task<IDatabase> DatabaseAsync() => (await Link.GetAsync(CancellationToken.None)).GetDatabase();

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

    private async Task<RunningService<T>> StartAsync<T>(ServiceCollection services)
        where T : class
    {
        var provider = services.BuildServiceProvider();
        _hosts.Add(provider);
        var running = new RunningService<T>(provider);
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
}
