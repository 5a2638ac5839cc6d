using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Connections;

/// <summary>The connection whose token the request carries: the only source of tenant and connection (SECURITY A1).</summary>
internal sealed record ConnectionFeature(ConnectionRow Connection);
