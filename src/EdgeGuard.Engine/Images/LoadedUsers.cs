using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Images;

/// <summary>Users of one part.</summary>
/// <param name="pages">Their rows.</param>
/// <param name="sets">The set of each.</param>
/// <param name="statuses">Of each what the slot of its id says beside its number.</param>
/// <param name="notBefore">Not-before marks by the user's place in the part.</param>
/// <param name="digest">Sum of the hashes of users and memberships.</param>
internal sealed class LoadedUsers(UserPages pages, int[] sets, byte[] statuses, (int User, long Instant)[] notBefore, Hash128 digest)
    : LoadedPart(ImageStage.Users, digest)
{
    public UserPages Pages => pages;

    public int[] Sets => sets;

    public byte[] Statuses => statuses;

    public (int User, long Instant)[] NotBefore => notBefore;
}
