using EdgeGuard.Scim.Protocol.Resources;

namespace EdgeGuard.Scim.Protocol.Rendering;

/// <summary>A resource with what the service adds to it.</summary>
internal sealed record ResourceDocument(ScimResource Resource, string Id, DateTimeOffset Created, DateTimeOffset LastModified, string Version)
{
    /// <summary>A group's members as stored; null when they were not read, and then none are rendered.</summary>
    public IReadOnlyList<ResourceReference>? Members { get; init; }

    /// <summary>The groups a user belongs to; null when they were not read.</summary>
    public IReadOnlyList<ResourceReference>? Groups { get; init; }
}
