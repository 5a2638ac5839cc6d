namespace EdgeGuard.Scim.Health;

/// <summary>Live: the process runs. Ready: the database answers and can be written.</summary>
internal static class HealthServices
{
    private const string Ready = "ready";

    public static void AddEdgeGuardHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [Ready]);

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz/live", new() { Predicate = _ => false });
        endpoints.MapHealthChecks("/healthz/ready", new() { Predicate = check => check.Tags.Contains(Ready) });
    }
}
