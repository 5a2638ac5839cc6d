using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Snapshots;

/// <summary>What a user's slot remembers counts under the tag of its own state alone.</summary>
public sealed class PlantedMemoTests
{
    private const uint FirstRole = 1;

    private static readonly SubjectClaim Claim = new(World.Tenant("acme"), World.User("acme", "u"), SubjectClaim.NoToken);

    [Fact]
    public void Check_MemoOfAnEarlierState_IsNotBelieved()
    {
        var earlier = World.Build(
            new Change.TenantPut("acme", Suspended: false), new Change.RolePut("", "viewer", ["documents.read"]),
            new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), ["viewer"]),
            new Change.UserPut(World.User("acme", "u"), World.Tenant("acme"), Active: true, NotBefore: 0), new Change.MemberAdded(World.Group("acme", "g"), World.User("acme", "u")));
        Answer(earlier).ShouldBe(Reason.None);
        var later = World.Apply(earlier, new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), []));
        Answer(later).ShouldBe(Reason.MissingPermission);

        Plant(later, TagOf(earlier));
        Answer(later).ShouldBe(Reason.MissingPermission);

        // Told under the tag of its own state it is believed, so this test sees what it is about.
        Plant(later, TagOf(later));
        Answer(later).ShouldBe(Reason.None);
    }

    private static Reason Answer(Snapshot snapshot) => snapshot.Check(Claim, Question.Permission("documents.read"), 0).Reason;

    private static ulong TagOf(Snapshot snapshot) =>
        snapshot.Model.Tenants.Find(Claim.Tenant).ShouldNotBeNull().Memo.At(snapshot.Model.GlobalState).ShouldNotBeNull().Tag;

    private static void Plant(Snapshot snapshot, ulong tag) => snapshot.Model.Users.Find(snapshot.Model.Users.Probe(Claim.Subject)).Remember(tag, FirstRole);
}
