using System.Diagnostics.Metrics;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Following.Fetching;
using EdgeGuard.Sync.Following.Listening;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using EdgeGuard.Sync.Publishing;
using EdgeGuard.Sync.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Sync.Hosting;

/// <summary>Registers the two ends of the log.</summary>
public static class SyncServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="LogPublisher"/> and runs it as a hosted service. The host registers <see cref="EnvironmentKeys"/> and
    /// <see cref="ILogSource"/>, and tells <see cref="LogPublisher.Notify"/> of each commit. Options are validated at start.
    /// </summary>
    public static IServiceCollection AddEdgeGuardPublisher(
        this IServiceCollection services, Action<RedisOptions> redis, Action<PublisherOptions> publisher)
    {
        AddRedis(services, redis);
        services.AddOptions<PublisherOptions>().Configure(publisher).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PublisherOptions>, PublisherOptionsCheck>();
        services.TryAddSingleton(provider => CreatePublisher(
            provider,
            provider.GetRequiredService<RedisLink>(),
            provider.GetRequiredService<IOptions<PublisherOptions>>().Value));
        services.AddHostedService<PublisherService>();
        return services;
    }

    /// <summary>
    /// Adds <see cref="LogFollower"/>, <see cref="SnapshotState"/> and the <see cref="EdgeLease"/> under it, and runs the follower as a
    /// hosted service. The host registers <see cref="EnvironmentKeys"/>; every <see cref="ISnapshotObserver"/> among its services is told
    /// of each swap. Options are validated at start; Redis may be absent then.
    /// </summary>
    public static IServiceCollection AddEdgeGuardFollower(this IServiceCollection services, Action<RedisOptions> redis)
    {
        AddRedis(services, redis);
        services.TryAddSingleton<ILeaseClock, BootTimeClock>();
        services.TryAddSingleton<EdgeLease>();
        services.TryAddSingleton(provider =>
            new SnapshotState(provider.GetRequiredService<EdgeLease>(), provider.GetRequiredService<ILoggerFactory>().CreateLogger<SnapshotState>()));
        services.TryAddSingleton(provider => CreateFollower(
            provider, provider.GetRequiredService<RedisLink>(), provider.GetRequiredService<SnapshotState>()));
        services.TryAddSingleton<IFollowerInput>(provider => provider.GetRequiredService<LogFollower>());
        services.AddHostedService<FollowerService>();
        return services;
    }

    internal static LogPublisher CreatePublisher(IServiceProvider provider, RedisLink link, PublisherOptions options)
    {
        var keys = provider.GetRequiredService<EnvironmentKeys>();
        var source = provider.GetRequiredService<ILogSource>();
        var time = provider.GetRequiredService<TimeProvider>();
        var loggers = provider.GetRequiredService<ILoggerFactory>();
        var metrics = new PublisherMetrics(provider.GetRequiredService<IMeterFactory>());
        var seal = new MessageSeal(keys);
        var log = new RedisLog(link);
        var store = new RedisSnapshotStore(link);
        var writer = new SnapshotWriter(source, store, new StateCutter(keys.Hasher, time), seal);
        return new LogPublisher(
            link,
            new RedisFiller(source, log, new EntryCodec(keys), seal, options, metrics, loggers.CreateLogger<RedisFiller>()),
            new SnapshotPublisher(
                source, store, log, writer, seal, options, metrics, time, new Random(), loggers.CreateLogger<SnapshotPublisher>()),
            options,
            metrics,
            time,
            new Random(),
            loggers.CreateLogger<LogPublisher>());
    }

    internal static LogFollower CreateFollower(IServiceProvider provider, RedisLink link, SnapshotState state)
    {
        var keys = provider.GetRequiredService<EnvironmentKeys>();
        var time = provider.GetRequiredService<TimeProvider>();
        var loggers = provider.GetRequiredService<ILoggerFactory>();
        var metrics = new FollowerMetrics(provider.GetRequiredService<IMeterFactory>());
        var codec = new EntryCodec(keys);
        var witnesses = new Witnesses();
        var inbox = new FollowerInbox();
        var requests = new FetchRequests();
        var reach = new RedisReach(metrics, time, loggers.CreateLogger<RedisReach>());
        var holder = new SnapshotHolder(state, witnesses, metrics, time, loggers.CreateLogger<SnapshotHolder>());
        var intake = new EntryIntake(codec, holder, metrics, loggers.CreateLogger<EntryIntake>());
        var sequence = new EntrySequence(intake, holder, keys, metrics);
        var failures = new FetchFailures(metrics, loggers.CreateLogger<FetchFailures>());
        var race = new FeedRace(inbox, failures, metrics, time);
        return new LogFollower(
            new FollowerLoop(inbox, sequence, holder, requests, reach, metrics, time, loggers.CreateLogger<FollowerLoop>()),
            new RedisSubscription(link, inbox, requests, holder, reach, time, new Random(), loggers.CreateLogger<RedisSubscription>()),
            new Fetcher(
                requests, new FeedReader(codec), race, failures, holder, reach, time, new Random(), loggers.CreateLogger<Fetcher>()),
            inbox,
            witnesses,
            holder,
            reach,
            new RedisFeed(new RedisLog(link), new RedisSnapshotStore(link), keys, reach));
    }

    private static void AddRedis(IServiceCollection services, Action<RedisOptions> redis)
    {
        services.AddOptions<RedisOptions>().Configure(redis).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RedisOptions>, RedisOptionsAttributes>();
        services.AddSingleton<IValidateOptions<RedisOptions>, RedisConnectionStringCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RedisLink>();
    }
}
