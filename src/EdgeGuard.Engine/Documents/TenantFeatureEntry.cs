using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Documents;

/// <summary>A feature given to a tenant. Immutable.</summary>
/// <param name="Feature">Its key.</param>
/// <param name="ExpiresAt">Unix milliseconds, or −1 for never.</param>
/// <param name="Place">Where it stands.</param>
public sealed record TenantFeatureEntry(string Feature, long ExpiresAt, DocumentPlace Place);
