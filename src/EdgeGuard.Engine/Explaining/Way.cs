using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining;

/// <summary>
/// One way from the user to the role or permission that was asked for. A <see cref="Standing.Live"/> one suffices alone; the others would if
/// they counted. Immutable.
/// </summary>
public abstract record Way
{
    private Way()
    {
    }

    /// <summary>Whether it counts.</summary>
    public Standing Standing { get; init; }

    /// <summary>By holding a role.</summary>
    /// <param name="Path">How the role is held.</param>
    /// <param name="Pattern">The role's pattern that covers the permission; null when a role was asked for, or when the key means no role.</param>
    public sealed record ByRole(RolePath Path, string? Pattern) : Way;

    /// <summary>By a permission that the user is given itself.</summary>
    /// <param name="Assignment">The row.</param>
    /// <param name="Tenant">Key of the tenant in which it is given.</param>
    /// <param name="IsInherited">True when that tenant is above the one asked in.</param>
    public sealed record ByPermission(Change.PermissionAssigned Assignment, string Tenant, bool IsInherited) : Way;

    /// <summary>By a grant on the resource or on one around it.</summary>
    /// <param name="Grant">The row.</param>
    /// <param name="Resources">The resource asked about, then those that it lies in, up to the one with the grant.</param>
    public sealed record ByGrant(Change.GrantPut Grant, ImmutableArray<ResourceName> Resources) : Way
    {
        /// <summary>For a group's grant: the group that the user is a member of, then those around it, up to the grantee.</summary>
        public ImmutableArray<Hash128> Groups { get; init; } = [];

        /// <summary>For a role's grant: how the user holds the role.</summary>
        public RolePath? Role { get; init; }
    }
}
