using EdgeGuard.Sync.Publishing;

namespace EdgeGuard.Scim.Publishing;

/// <summary>Registers the log's way out: the store as its source.</summary>
internal static class PublishingServices
{
    public static void AddEdgeGuardPublishing(this IServiceCollection services, IConfiguration configuration)
    {
        _ = configuration;
        services.AddSingleton<ILogSource, StoreLogSource>();
    }
}
