using System.Data.Common;
using EdgeGuard.Scim.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeGuard.Scim.Health;

/// <summary>Ready when the database answers a read and has its writer.</summary>
internal sealed class DatabaseHealth(DirectoryStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (store.HasFailed)
            return HealthCheckResult.Unhealthy("The database cannot be written.");
        try
        {
            await store.ReadAsync(read => read.Head(), cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}
