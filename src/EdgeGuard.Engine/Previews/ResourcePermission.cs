using EdgeGuard.Engine.Listing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Previews;

/// <summary>What a grant lets a user do on a resource, because it is on that one or on one above it. Immutable.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Permission">The grant's pattern, and what of it features deny.</param>
public sealed record ResourcePermission(ResourceName Resource, ListedPermission Permission);
