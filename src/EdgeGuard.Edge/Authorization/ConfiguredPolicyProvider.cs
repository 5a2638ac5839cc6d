using Microsoft.AspNetCore.Authorization;

namespace EdgeGuard.Edge.Authorization;

/// <summary>
/// Tells YARP, when it validates its configuration, which policy names exist: an unknown one fails the load, by route and name. The
/// policies handed out here are never evaluated (<see cref="Proxy.RouteGuardMiddleware"/> decides), and would deny if they were.
/// </summary>
internal sealed class ConfiguredPolicyProvider(PolicyCatalog catalog) : IAuthorizationPolicyProvider
{
    private static readonly Task<AuthorizationPolicy> Denying =
        Task.FromResult(new AuthorizationPolicyBuilder().RequireAssertion(static _ => false).Build());

    /// <inheritdoc/>
    public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => Denying;

    /// <inheritdoc/>
    public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => Task.FromResult<AuthorizationPolicy?>(null);

    /// <inheritdoc/>
    public async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) => catalog.Find(policyName) is null ? null : await Denying;
}
