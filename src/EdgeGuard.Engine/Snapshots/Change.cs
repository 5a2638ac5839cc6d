using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>
/// One row put into or taken out of the state. A log entry is a list of them; a snapshot is a list of puts. A put replaces the
/// row of the same key and is idempotent; what takes out a row that is not there changes nothing, whatever its name, but a tenant, user or
/// group that it names must be known; every change either applies whole or is refused whole (see
/// <see cref="SnapshotBuilder.TryApply"/>). Immutable.
/// </summary>
public abstract partial record Change
{
    private Change()
    {
    }

    /// <summary>
    /// A tenant, by its client key (ASCII, 1 to 128 characters). <paramref name="Parent"/>: key of the tenant above it, which must be
    /// known, or empty for a root. Refused when the parent is the tenant itself or below it.
    /// </summary>
    public sealed record TenantPut(string Key, bool Suspended, string Parent = "") : Change;

    /// <summary>A tenant is gone. Refused while any row still refers to it.</summary>
    public sealed record TenantRemoved(string Key) : Change;

    /// <summary>
    /// A group and the keys of the roles that the connection's rules give it in its own tenant, sorted ordinally without duplicates. A key means the
    /// tenant's own role of that name, else the global one; an unknown one grants nothing.
    /// </summary>
    public sealed record GroupPut(Hash128 Group, Hash128 Tenant, ImmutableArray<string> Roles) : Change
    {
        /// <inheritdoc/>
        public bool Equals(GroupPut? other) =>
            other is not null && Group == other.Group && Tenant == other.Tenant && Roles.AsSpan().SequenceEqual(other.Roles.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Group, Tenant, Roles.AsSpan().Length);
    }

    /// <summary>A group is gone. Refused while it still has members, or while another row still refers to it.</summary>
    public sealed record GroupRemoved(Hash128 Group) : Change;

    /// <summary>
    /// A user's status. <paramref name="User"/> is the hash of its id. <paramref name="NotBefore"/>: Unix milliseconds; tokens
    /// issued at or before it are refused; 0 for none, at most <see cref="ActivePeriod.LastInstant"/>.
    /// </summary>
    public sealed record UserPut(Hash128 User, Hash128 Tenant, bool Active, long NotBefore) : Change;

    /// <summary>A user is gone, with its memberships. Refused while any other row still refers to it.</summary>
    public sealed record UserRemoved(Hash128 User) : Change;

    /// <summary>A further key by which a user is found. Refused when it already names another user.</summary>
    public sealed record AliasPut(Hash128 Alias, Hash128 User) : Change;

    /// <summary>A further key is gone.</summary>
    public sealed record AliasRemoved(Hash128 Alias) : Change;

    /// <summary>A user joins a group. Both must exist.</summary>
    public sealed record MemberAdded(Hash128 Group, Hash128 User) : Change;

    /// <summary>A user leaves a group.</summary>
    public sealed record MemberRemoved(Hash128 Group, Hash128 User) : Change;

    /// <summary>Each member of <paramref name="Child"/> counts as a member of <paramref name="Parent"/> too. Same tenant; refused when it closes a circle.</summary>
    public sealed record GroupNested(Hash128 Parent, Hash128 Child) : Change;

    /// <summary>A group is no longer inside another.</summary>
    public sealed record GroupUnnested(Hash128 Parent, Hash128 Child) : Change;

    /// <summary>
    /// What the directory knows of a user beyond keys and groups: a JSON object of name → string, number, boolean, array of these, or
    /// <c>{"date": text or Unix milliseconds}</c>; rules read them as <c>subject.{name}</c> (SEMANTICS section 10).
    /// </summary>
    public sealed record UserAttributesPut(Hash128 User, string Attributes) : Change;

    /// <summary>Nothing more is known of the user.</summary>
    public sealed record UserAttributesRemoved(Hash128 User) : Change;
}
