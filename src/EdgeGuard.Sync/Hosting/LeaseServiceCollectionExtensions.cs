using System.Diagnostics.Metrics;
using EdgeGuard.Internal.V1;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using EdgeGuard.Sync.LeaseStreams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Sync.Hosting;

/// <summary>Registers the edge's end of the lease.</summary>
public static class LeaseServiceCollectionExtensions
{
    /// <summary>
    /// Adds what gets the <see cref="EdgeLease"/> its lease, as a hosted service: after <c>AddEdgeGuardFollower</c>, on which it depends.
    /// Scims become a place where the follower finds the log. Options are validated at start; every scim may be absent then.
    /// <see cref="LeaseMonitor"/> says how it stands.
    /// </summary>
    public static IServiceCollection AddEdgeGuardLease(this IServiceCollection services, Action<LeaseStreamOptions> lease)
    {
        services.AddOptions<LeaseStreamOptions>().Configure(lease).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LeaseStreamOptions>, LeaseStreamOptionsCheck>();
        services.TryAddSingleton<ILeaseClock, BootTimeClock>();
        services.TryAddSingleton(provider => new EdgeLease(provider.GetRequiredService<ILeaseClock>()));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LeaseSignals>();
        services.AddSingleton<ILeaseSignals>(provider => provider.GetRequiredService<LeaseSignals>());
        services.TryAddSingleton(provider => new ScimList(provider.GetRequiredService<IOptions<LeaseStreamOptions>>().Value, new Random()));
        services.AddSingleton<ILogFeed, ScimFeed>();
        services.TryAddSingleton<LeaseMonitor>();
        services.TryAddSingleton(CreateClient);
        services.AddHostedService<LeaseService>();
        return services;
    }

    private static LeaseClient CreateClient(IServiceProvider provider)
    {
        var lease = provider.GetRequiredService<EdgeLease>();
        var scims = provider.GetRequiredService<ScimList>();
        var monitor = provider.GetRequiredService<LeaseMonitor>();
        var time = provider.GetRequiredService<TimeProvider>();
        var loggers = provider.GetRequiredService<ILoggerFactory>();
        var metrics = new LeaseMetrics(provider.GetRequiredService<IMeterFactory>(), monitor);
        var round = new AskRound(scims.All.Count, scims.Current, time, new Random());
        var signals = provider.GetRequiredService<LeaseSignals>();
        var receiver = new LinkReceiver(lease, provider.GetRequiredService<IFollowerInput>(), round, signals, monitor, metrics);
        var hello = new Hello
        {
            Incarnation = LeaseWire.ToWire(lease.Incarnation.Value),
            Edge = provider.GetRequiredService<IOptions<LeaseStreamOptions>>().Value.Name,
        };
        var logger = loggers.CreateLogger<LeaseLink>();
        return new LeaseClient(
            lease,
            scims,
            [.. scims.All.Select(scim => new LeaseLink(scim, hello, receiver, metrics, new Backoff(time, new Random()), logger))],
            round,
            signals,
            monitor,
            metrics,
            time,
            loggers.CreateLogger<LeaseClient>());
    }
}
