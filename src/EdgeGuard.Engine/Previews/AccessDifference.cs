using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Listing;

namespace EdgeGuard.Engine.Previews;

/// <summary>
/// What changes for one user as seen from one tenant. A user of whom every question is denied has nothing: it loses all when it is suspended.
/// Immutable.
/// </summary>
/// <param name="Tenant">Hash of the key of the tenant asked in: the user's own, or one below it.</param>
/// <param name="User">Hash of the user's id.</param>
public sealed record AccessDifference(Hash128 Tenant, Hash128 User)
{
    /// <summary>Whether it may be asked about, before.</summary>
    public required UserStanding Before { get; init; }

    /// <summary>Whether it may be asked about, afterwards.</summary>
    public required UserStanding After { get; init; }

    /// <summary>
    /// Hashes of the aliases by which tokens name it. A token that names it by a lost one gets none of what the user has afterwards, or what
    /// another user has who gained the alias.
    /// </summary>
    public required Delta<Hash128> Aliases { get; init; }

    /// <summary>Keys of the roles that it holds.</summary>
    public required Delta<string> Roles { get; init; }

    /// <summary>Permissions by roles and directly (<see cref="Listings.ListPermissions"/>).</summary>
    public required Delta<ListedPermission> Permissions { get; init; }

    /// <summary>Features that it is entitled to.</summary>
    public required Delta<string> Features { get; init; }

    /// <summary>Permissions by grants, on each resource that they reach.</summary>
    public required Delta<ResourcePermission> Grants { get; init; }

    internal bool IsEmpty => Before == After && Aliases.IsEmpty && Roles.IsEmpty && Permissions.IsEmpty && Features.IsEmpty && Grants.IsEmpty;
}
