using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Connections;

/// <summary>The connection whose token the request carries: the only source of tenant and connection (SECURITY A1).</summary>
/// <param name="Connection">As it was when the request began; a write reads it again (<see cref="ConnectionStore"/>).</param>
/// <param name="TokenHash">The hash of the token.</param>
internal sealed record ConnectionFeature(ConnectionRow Connection, byte[] TokenHash)
{
    /// <exception cref="InvalidOperationException">The gate was not passed: no request without a connection reaches an endpoint.</exception>
    public static ConnectionFeature Of(HttpContext context) =>
        context.Features.Get<ConnectionFeature>() ?? throw new InvalidOperationException("A request without a connection reached an endpoint.");
}
