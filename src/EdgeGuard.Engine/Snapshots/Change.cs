using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>
/// One row put into or taken out of the state. A log entry is a list of them; a snapshot is a list of puts. A put replaces the
/// row of the same key and is idempotent; every change either applies whole or is refused whole (see
/// <see cref="SnapshotBuilder.TryApply"/>). Immutable.
/// </summary>
public abstract record Change
{
    private Change()
    {
    }

    /// <summary>A tenant, by its client key (ASCII, 1 to 128 characters).</summary>
    public sealed record TenantPut(string Key, bool Suspended) : Change;

    /// <summary>A tenant is gone. Refused while it still has users, groups or features.</summary>
    public sealed record TenantRemoved(string Key) : Change;

    /// <summary>A role: permission patterns (SEMANTICS section 7). <paramref name="Scope"/> is a tenant key, or empty for a global role.</summary>
    public sealed record RolePut(string Scope, string Key, ImmutableArray<string> Patterns) : Change
    {
        /// <inheritdoc/>
        public bool Equals(RolePut? other) =>
            other is not null && Scope == other.Scope && Key == other.Key && Patterns.AsSpan().SequenceEqual(other.Patterns.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Scope, Key, Patterns.Length);
    }

    /// <summary>A role is gone; groups that name it grant nothing by it until it is put again.</summary>
    public sealed record RoleRemoved(string Scope, string Key) : Change;

    /// <summary>A feature given to a tenant. <paramref name="ExpiresAt"/>: Unix milliseconds, inclusive, or −1 for never (SEMANTICS section 2).</summary>
    public sealed record TenantFeaturePut(Hash128 Tenant, string Feature, long ExpiresAt) : Change;

    /// <summary>A feature is taken from a tenant.</summary>
    public sealed record TenantFeatureRemoved(Hash128 Tenant, string Feature) : Change;

    /// <summary>
    /// A group and the keys of the roles that the connection's rules give it, sorted ordinally without duplicates. A key means the
    /// tenant's own role of that name, else the global one; an unknown one grants nothing.
    /// </summary>
    public sealed record GroupPut(Hash128 Group, Hash128 Tenant, ImmutableArray<string> Roles) : Change
    {
        /// <inheritdoc/>
        public bool Equals(GroupPut? other) =>
            other is not null && Group == other.Group && Tenant == other.Tenant && Roles.AsSpan().SequenceEqual(other.Roles.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Group, Tenant, Roles.Length);
    }

    /// <summary>A group is gone. Refused while it still has members.</summary>
    public sealed record GroupRemoved(Hash128 Group) : Change;

    /// <summary>
    /// A user's status. <paramref name="User"/> is the hash of its id. <paramref name="NotBefore"/>: Unix milliseconds; tokens
    /// issued at or before it are refused; 0 for none.
    /// </summary>
    public sealed record UserPut(Hash128 User, Hash128 Tenant, bool Active, long NotBefore) : Change;

    /// <summary>A user is gone, with its memberships. Refused while aliases of it remain.</summary>
    public sealed record UserRemoved(Hash128 User) : Change;

    /// <summary>A further key by which a user is found. Refused when it already names another user.</summary>
    public sealed record AliasPut(Hash128 Alias, Hash128 User) : Change;

    /// <summary>A further key is gone.</summary>
    public sealed record AliasRemoved(Hash128 Alias) : Change;

    /// <summary>A user joins a group. Both must exist.</summary>
    public sealed record MemberAdded(Hash128 Group, Hash128 User) : Change;

    /// <summary>A user leaves a group.</summary>
    public sealed record MemberRemoved(Hash128 Group, Hash128 User) : Change;
}
