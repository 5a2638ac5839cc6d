using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>Whom a grant is for. Immutable.</summary>
/// <param name="Kind"><see cref="HolderKind.User"/>, <see cref="HolderKind.Group"/> or <see cref="HolderKind.Role"/>.</param>
/// <param name="Hash">Hash of the user's or group's id; none for a role.</param>
/// <param name="Role">Key of the role; empty for a user or group.</param>
public readonly record struct Grantee(HolderKind Kind, Hash128 Hash, string Role)
{
    /// <summary>The user whose id hashes to <paramref name="hash"/>.</summary>
    public static Grantee User(Hash128 hash) => new(HolderKind.User, hash, "");

    /// <summary>The members of the group whose id hashes to <paramref name="hash"/>, those of groups inside it included.</summary>
    public static Grantee Group(Hash128 hash) => new(HolderKind.Group, hash, "");

    /// <summary>Everyone of whom the role question answers yes in the resource's tenant.</summary>
    public static Grantee RoleOf(string key) => new(HolderKind.Role, default, key);
}
