using EdgeGuard.Sync.Following;

namespace EdgeGuard.Edge.Leases;

/// <summary>Registration of what the edge does when its lease runs out.</summary>
internal static class LeaseServiceCollectionExtensions
{
    /// <summary>Adds the gate before guarded bytes, and the watch over the lease.</summary>
    public static IServiceCollection AddEdgeGuardLeaseWatch(this IServiceCollection services)
    {
        services.AddSingleton<LeaseGate>();
        services.AddSingleton<LeaseMetrics>();
        services.AddSingleton<LeaseWatch>();
        services.AddSingleton<ISnapshotObserver>(static provider => provider.GetRequiredService<LeaseWatch>());
        services.AddHostedService(static provider => provider.GetRequiredService<LeaseWatch>());
        return services;
    }
}
