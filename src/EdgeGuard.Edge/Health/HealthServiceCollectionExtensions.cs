using EdgeGuard.Sync.Following;

namespace EdgeGuard.Edge.Health;

/// <summary>Registration and pipeline of the probes.</summary>
internal static class HealthServiceCollectionExtensions
{
    /// <summary>Adds readiness, which also feeds <c>grpc.health.v1</c>.</summary>
    public static IServiceCollection AddEdgeGuardHealth(this IServiceCollection services)
    {
        services.AddSingleton<Readiness>();
        services.AddSingleton<ISnapshotObserver>(static provider => provider.GetRequiredService<Readiness>());
        return services;
    }

    /// <summary>Pipeline of the health listener.</summary>
    public static void UseEdgeGuardHealth(this IApplicationBuilder branch) => branch.UseMiddleware<HealthMiddleware>();
}
