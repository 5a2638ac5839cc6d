using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeGuard.Scim.Health;

/// <summary>Live: the process runs. Ready: the database answers and can be written, and leases can be granted.</summary>
internal static class HealthServices
{
    private const string Ready = "ready";

    public static void AddEdgeGuardHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [Ready]).AddCheck<LeaseHealth>("leases", tags: [Ready]);

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz/live", new() { Predicate = _ => false });
        endpoints.MapHealthChecks("/healthz/ready", new() { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync });
    }

    /// <summary>The status, and what is wrong.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(
            string.Join(' ', report.Entries.Values.Select(entry => entry.Description).OfType<string>().Prepend(report.Status.ToString())), context.RequestAborted);
    }
}
