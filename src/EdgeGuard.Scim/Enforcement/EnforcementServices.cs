using EdgeGuard.Scim.Telemetry;

namespace EdgeGuard.Scim.Enforcement;

/// <summary>Registers what holds answers until what they reveal is fenced.</summary>
internal static class EnforcementServices
{
    public static void AddEdgeGuardEnforcement(this IServiceCollection services)
    {
        services.AddSingleton<AnswerMetrics>();
        services.AddSingleton<AnswerGate>();
        services.AddSingleton<BackgroundFences>();
        services.AddHostedService(provider => provider.GetRequiredService<BackgroundFences>());
    }
}
