using Grpc.HealthCheck;

namespace EdgeGuard.Edge.Decisions;

/// <summary>Registration and pipeline of the decision service.</summary>
internal static class DecisionServiceCollectionExtensions
{
    /// <summary>Adds the gRPC services: checks, health, reflection.</summary>
    public static IServiceCollection AddEdgeGuardDecisions(this IServiceCollection services)
    {
        services.AddGrpc(static grpc => grpc.MaxReceiveMessageSize = CheckLimits.MaxMessageBytes);
        services.AddGrpcReflection();
        services.AddSingleton<DecisionIds>();
        // One instance for all calls: it holds no state of a call.
        services.AddSingleton<DecisionService>();
        services.AddSingleton<HealthServiceImpl>();
        services.AddSingleton<DecisionSocket>();
        return services;
    }

    /// <summary>Pipeline of the decision listeners.</summary>
    public static void UseEdgeGuardDecisions(this IApplicationBuilder branch)
    {
        branch.UseMiddleware<CallerMiddleware>();
        branch.UseRouting();
        branch.UseEndpoints(static endpoints =>
        {
            endpoints.MapGrpcService<DecisionService>();
            endpoints.MapGrpcService<HealthServiceImpl>();
            endpoints.MapGrpcReflectionService();
        });
    }
}
