using EdgeGuard.Scim.Leases;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeGuard.Scim.Health;

/// <summary>Ready while ticks are made: after a lease without one, no edge that asks here may allow anything.</summary>
internal sealed class LeaseHealth(LeaseTicks ticks, LeaseTime time, TermsInForce terms) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(time.Now - ticks.CompletedAt > terms.Length
            ? HealthCheckResult.Unhealthy("No lease can be granted: the database has taken no tick for longer than a lease.")
            : HealthCheckResult.Healthy());
}
