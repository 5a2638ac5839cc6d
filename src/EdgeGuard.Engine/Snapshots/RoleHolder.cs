using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>A user or a group that has a role. Immutable.</summary>
/// <param name="Kind"><see cref="HolderKind.User"/> or <see cref="HolderKind.Group"/>.</param>
/// <param name="Hash">Hash of the user's or group's id.</param>
public readonly record struct RoleHolder(HolderKind Kind, Hash128 Hash)
{
    /// <summary>The user whose id hashes to <paramref name="hash"/>.</summary>
    public static RoleHolder User(Hash128 hash) => new(HolderKind.User, hash);

    /// <summary>The group whose id hashes to <paramref name="hash"/>.</summary>
    public static RoleHolder Group(Hash128 hash) => new(HolderKind.Group, hash);
}
