using EdgeGuard.Edge.Proxy;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.DiskCopies;
using EdgeGuard.Sync.Hosting;
using EdgeGuard.Sync.LeaseStreams;
using EdgeGuard.Sync.Redis;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Configuration;

/// <summary>Registration of the edge's own settings and listeners.</summary>
internal static class EdgeServiceCollectionExtensions
{
    /// <summary>How long a stop waits for requests in flight.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Adds the validated options, the environment's keys and the listeners.</summary>
    public static IServiceCollection AddEdgeGuardHost(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EdgeOptions>()
            .BindChecked(configuration.GetSection(EdgeOptions.SectionName))
            .BindItems(configuration.GetSection(CorsSection.Name), static options => options.Cors)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<EdgeOptions>, EdgeOptionsValidator>();
        services.Configure<HostOptions>(static host => host.ShutdownTimeout = ShutdownTimeout);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider =>
            EnvironmentKeys.FromBase64(provider.GetRequiredService<IOptions<EdgeOptions>>().Value.EnvironmentKey));
        services.TryAddSingleton(static provider => provider.GetRequiredService<EnvironmentKeys>().Hasher);
        services.AddSingleton<BoundListeners>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ListenerSetup>();
        services.AddSingleton<ListenerSocket>();
        services.AddSingleton<IConfigureOptions<SocketTransportOptions>>(provider =>
            new ConfigureOptions<SocketTransportOptions>(
                transport => transport.CreateBoundListenSocket = provider.GetRequiredService<ListenerSocket>().Bind));
        services.AddHostedService<ListeningLog>();
        return services;
    }

    /// <summary>Adds the follower of the environment's log in Redis.</summary>
    public static IServiceCollection AddEdgeGuardFollower(this IServiceCollection services, IConfiguration configuration) =>
        services.AddEdgeGuardFollower(redis =>
        {
            configuration.GetSection(RedisOptions.SectionName).Bind(redis);
            redis.Environment = configuration["EdgeGuard:Environment"] ?? RedisOptions.DefaultEnvironment;
        });

    /// <summary>Adds the edge's end of the lease.</summary>
    public static IServiceCollection AddEdgeGuardLease(this IServiceCollection services, IConfiguration configuration) =>
        services.AddEdgeGuardLease(lease =>
        {
            configuration.GetSection(LeaseStreamOptions.SectionName).Bind(lease);
            // Not by the binder: a value that is no Boolean is told once, with the options that own the key.
            lease.AllowPlaintext = bool.TryParse(configuration["EdgeGuard:AllowPlaintext"], out var allowed) && allowed;
            if (lease.Name.Length == 0)
                lease.Name = EdgeName.Of(Environment.MachineName, configuration["EdgeGuard:Proxy:Url"] ?? ProxyOptions.DefaultUrl);
        });

    /// <summary>Adds the copy of the state on this machine's disk.</summary>
    public static IServiceCollection AddEdgeGuardDiskCopy(this IServiceCollection services, IConfiguration configuration) =>
        services.AddEdgeGuardDiskCopy(copy => configuration.GetSection(DiskCopyOptions.SectionName).Bind(copy));
}
