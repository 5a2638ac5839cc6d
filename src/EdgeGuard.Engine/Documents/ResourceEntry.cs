using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Documents;

/// <summary>A resource that lies in another one. Immutable.</summary>
/// <param name="Tenant">Key of the tenant of both.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Parent">What it lies in.</param>
/// <param name="Place">Where it stands.</param>
public sealed record ResourceEntry(string Tenant, ResourceName Resource, ResourceName Parent, DocumentPlace Place);
