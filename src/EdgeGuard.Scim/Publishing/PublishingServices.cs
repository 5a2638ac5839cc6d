using EdgeGuard.Sync.Hosting;
using EdgeGuard.Sync.Publishing;
using EdgeGuard.Sync.Redis;

namespace EdgeGuard.Scim.Publishing;

/// <summary>Registers the log's way out: the store as its source, and the publisher that carries it to Redis.</summary>
internal static class PublishingServices
{
    public static void AddEdgeGuardPublishing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ILogSource, StoreLogSource>();
        services.AddHostedService<CommitNotices>();
        services.AddEdgeGuardPublisher(
            redis =>
            {
                configuration.GetSection(RedisOptions.SectionName).Bind(redis);
                redis.Environment = configuration["EdgeGuard:Environment"] ?? RedisOptions.DefaultEnvironment;
            },
            publisher => configuration.GetSection(PublisherOptions.SectionName).Bind(publisher));
    }
}
