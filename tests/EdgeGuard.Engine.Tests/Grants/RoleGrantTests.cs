using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Listing;
using EdgeGuard.Engine.Previews;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;
using static EdgeGuard.Engine.Tests.Grants.GrantWorld;

namespace EdgeGuard.Engine.Tests.Grants;

/// <summary>Thousands of grants to roles on one resource, asked about a user with rights of its own in many groups.</summary>
public sealed class RoleGrantTests
{
    private const int Grants = 5_000;
    private const int Groups = 1_000;

    // A walk over the groups for each grant takes five times as long on a fast machine, one walk a hundredth of it.
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(100);

    private static readonly Snapshot Crowded = World.Apply(
        Bare,
        [
            .. Enumerable.Range(0, Grants).Select(i => Grant(Folder("top"), Grantee.RoleOf($"role-{i}"), "read")),
            .. Enumerable.Range(0, Grants).Select(i => new Change.RolePut("", $"role-{i}", [])),
            .. Enumerable.Range(0, Groups).SelectMany(i => (Change[])
            [
                new Change.GroupPut(World.Group("acme", $"g{i}"), Acme, []), new Change.MemberAdded(World.Group("acme", $"g{i}"), Bob),
            ]),
            new Change.RoleAssigned(RoleHolder.User(Bob), Acme, "viewer", Inherit: true, ActivePeriod.Always),
            Inside(Document("a"), Folder("top")),
        ]);

    [Fact]
    public void Check_ManyGrantsToRoles_PutsTheRolesTogetherOnce() =>
        Timing.FastestOf(rounds: 3, () => Ask(Crowded, Bob, "read", Document("a")).ShouldBe(Reason.NoGrant)).ShouldBeLessThan(Enough);

    [Fact]
    public void ListResources_ManyGrantsToRoles_PutsTheRolesTogetherOnce() =>
        Timing.FastestOf(rounds: 3, () => Crowded.ListResources(new SubjectClaim(Acme, Bob, SubjectClaim.NoToken), "read", "document", attributes: null, Now, new PageRequest())
            .Page!.Items.ShouldBeEmpty()).ShouldBeLessThan(Enough);

    [Fact]
    public void Preview_ManyGrantsToRoles_PutsTheRolesTogetherOnce()
    {
        var preview = Preview.Of(Crowded, [Inside(Document("b"), Folder("top"))]).Preview!;

        Timing.FastestOf(rounds: 3, () => preview.DifferenceOf(Acme, Bob, attributes: null, Now).ShouldBeNull()).ShouldBeLessThan(Enough);
    }

    [Fact]
    public void Explain_ManyGrantsToRoles_LooksForWaysToThoseAloneThatAreHeld() =>
        Timing.FastestOf(rounds: 3, () => Crowded.Explain(new SubjectClaim(Acme, Bob, SubjectClaim.NoToken), Question.PermissionOn("read", Document("a")), Now)
            .Ways.ShouldBeEmpty()).ShouldBeLessThan(Enough);

    [Theory]
    [InlineData("role-7", Reason.None)]
    [InlineData("viewer", Reason.NoGrant)]
    [InlineData("nobody-granted", Reason.NoGrant)]
    public void Check_ManyGrantsToRoles_FindsThatOfARoleHeld(string role, Reason reason)
    {
        var state = World.Apply(Crowded, new Change.RolePut("", "nobody-granted", []), Given(role, inherit: true, ActivePeriod.Always));

        Ask(state, Bob, "read", Document("a")).ShouldBe(reason);
        Ask(state, Bob, "write", Document("a")).ShouldBe(Reason.NoGrant);
        state.ListResources(new SubjectClaim(Acme, Bob, SubjectClaim.NoToken), "read", "document", attributes: null, Now, new PageRequest())
            .Page!.Items.Length.ShouldBe(reason == Reason.None ? 1 : 0);
    }

    [Fact]
    public void Check_MoreRolesHeldThanGrants_FindsTheGrant()
    {
        var state = World.Apply(
            Bare,
            [
                .. Enumerable.Range(0, 200).SelectMany(i => (Change[])[new Change.RolePut(i < 100 ? "" : "acme", $"r{i}", []), Given($"r{i}", inherit: false, ActivePeriod.Always)]),
                new Change.RolePut("acme", "r7", []),
                Grant(Folder("top"), Grantee.RoleOf("r150"), "read"), Grant(Folder("top"), Grantee.RoleOf("r7"), "write"), Inside(Document("a"), Folder("top")),
            ]);

        Ask(state, Bob, "read", Document("a")).ShouldBe(Reason.None);
        Ask(state, Bob, "write", Document("a")).ShouldBe(Reason.None);
        Ask(state, Bob, "delete", Document("a")).ShouldBe(Reason.NoGrant);
        Ask(state, Ann, "read", Document("a")).ShouldBe(Reason.NoGrant);
    }

    [Fact]
    public void Check_ManyGrantsToRoles_AllocatesNothing()
    {
        var state = World.Apply(Crowded, Given("role-4999", inherit: true, ActivePeriod.Always));
        Ask(state, Bob, "read", Document("a")).ShouldBe(Reason.None);

        Allocation.LeastOf(measurements: 3, rounds: 10, () => Ask(state, Bob, "read", Document("a")) == Reason.None ? 1 : 0).ShouldBe(0);
    }

    private static Change.RoleAssigned Given(string role, bool inherit, ActivePeriod period) => new(RoleHolder.User(Bob), Acme, role, inherit, period);
}
