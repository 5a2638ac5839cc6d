using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>A tenant or a user that has a plan. Immutable.</summary>
/// <param name="Kind"><see cref="HolderKind.Tenant"/> or <see cref="HolderKind.User"/>.</param>
/// <param name="Hash">Hash of the tenant's key or of the user's id.</param>
public readonly record struct PlanHolder(HolderKind Kind, Hash128 Hash)
{
    /// <summary>The tenant whose key hashes to <paramref name="hash"/>.</summary>
    public static PlanHolder Tenant(Hash128 hash) => new(HolderKind.Tenant, hash);

    /// <summary>The user whose id hashes to <paramref name="hash"/>.</summary>
    public static PlanHolder User(Hash128 hash) => new(HolderKind.User, hash);
}
