using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Scim.Storage;

/// <summary>A tenant as stored. Immutable.</summary>
internal sealed record TenantRow
{
    public long Row { get; init; }

    public required string Key { get; init; }

    public bool Suspended { get; init; }

    /// <summary>A tenant of this key was deleted before: each user of this one starts with a not-before instant.</summary>
    public bool Reborn { get; init; }

    /// <summary>Version of the newest fence-flagged entry that touched the tenant's own status; 0 for none.</summary>
    public long FencedVersion { get; init; }

    public Change.TenantPut ToPut() => new(Key, Suspended);
}
