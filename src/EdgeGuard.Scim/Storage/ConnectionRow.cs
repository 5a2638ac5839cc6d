using EdgeGuard.Scim.Protocol.Profiles;

namespace EdgeGuard.Scim.Storage;

/// <summary>A connection as stored, with what its requests need of its tenant. Immutable.</summary>
internal sealed record ConnectionRow
{
    public long Row { get; init; }

    public long TenantRow { get; init; }

    public required string Tenant { get; init; }

    /// <inheritdoc cref="TenantRow.Reborn"/>
    public bool TenantReborn { get; init; }

    /// <summary>The administrator's name for it.</summary>
    public required string Key { get; init; }

    /// <summary>The opaque name in its URL.</summary>
    public required string Id { get; init; }

    /// <summary>How its answers stand to the fence.</summary>
    public FenceMode Fence { get; init; }

    /// <summary>True when the loss of a role or of a group is fenced as a deactivation is.</summary>
    public bool FenceLosses { get; init; }

    /// <summary>The dialect that its provider speaks.</summary>
    public ProfileKind Profile { get; init; }

    public Reassignment Reassignment { get; init; }

    public RetiredNames RetiredNames { get; init; }

    public GroupNames GroupNames { get; init; }

    /// <summary>What of it an administrator chooses.</summary>
    public ConnectionSettings Settings => new(Fence, FenceLosses, Profile, Reassignment, RetiredNames, GroupNames);
}
