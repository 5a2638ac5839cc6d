using EdgeGuard.Edge.Telemetry;
using EdgeGuard.Sync.Following;

namespace EdgeGuard.Edge.Sessions;

/// <summary>Registration of the control of requests in flight.</summary>
internal static class SessionServiceCollectionExtensions
{
    /// <summary>Adds the register of open requests and those who cut them.</summary>
    public static IServiceCollection AddEdgeGuardSessions(this IServiceCollection services)
    {
        services.AddSingleton<OpenRequests>();
        services.AddSingleton<EdgeMetrics>();
        services.AddSingleton<ISnapshotObserver, RequestCutter>();
        services.AddHostedService<RequestExpiry>();
        return services;
    }
}
