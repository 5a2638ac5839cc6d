using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;
using static EdgeGuard.Engine.Tests.Grants.GrantWorld;

namespace EdgeGuard.Engine.Tests.Grants;

public sealed class GrantDecisionTests
{
    [Fact]
    public void Check_GrantToUser_IsForThatUserResourceAndPermission()
    {
        var state = World.Apply(Bare, Grant(Document("a"), Grantee.User(Bob), "read"));

        Ask(state, Bob, "read", Document("a")).ShouldBe(Reason.None);
        Ask(state, Ann, "read", Document("a")).ShouldBe(Reason.NoGrant);
        Ask(state, Bob, "write", Document("a")).ShouldBe(Reason.NoGrant);
        Ask(state, Bob, "read", Document("b")).ShouldBe(Reason.NoGrant);
        Ask(state, Bob, "read", Folder("a")).ShouldBe(Reason.NoGrant);
        Ask(state, Bob, "read", new ResourceName("documenta", "a")).ShouldBe(Reason.NoGrant);
        Ask(state, Bob, "read", new ResourceName("documen", "ta")).ShouldBe(Reason.NoGrant);
        state.Check(new SubjectClaim(Acme, Bob, SubjectClaim.NoToken), Question.Permission("read"), Now).Reason.ShouldBe(Reason.MissingPermission);
    }

    [Fact]
    public void Check_GrantToGroupOrRole_IsForMembersAndHolders()
    {
        Snapshot[] states =
        [
            World.Apply(Bare, Grant(Document("a"), Grantee.Group(Staff), "read")),
            World.Apply(Bare, Grant(Document("a"), Grantee.RoleOf("editor"), "read")),
        ];
        foreach (var state in states)
        {
            Ask(state, Ann, "read", Document("a")).ShouldBe(Reason.None);
            Ask(state, Bob, "read", Document("a")).ShouldBe(Reason.NoGrant);
            Ask(World.Apply(state, new Change.MemberAdded(Staff, Bob)), Bob, "read", Document("a")).ShouldBe(Reason.None);
            Ask(World.Apply(state, new Change.MemberRemoved(Staff, Ann)), Ann, "read", Document("a")).ShouldBe(Reason.NoGrant);
        }

        Ask(World.Apply(states[1], new Change.RoleRemoved("", "editor")), Ann, "read", Document("a")).ShouldBe(Reason.NoGrant);
    }

    [Fact]
    public void Check_MembersOfNestedGroups_HaveTheGrantsOfTheOuterOne()
    {
        var state = World.Apply(Bare, new Change.GroupNested(Guests, Staff), Grant(Document("a"), Grantee.Group(Guests), "read"));

        Ask(state, Ann, "read", Document("a")).ShouldBe(Reason.None);
        Ask(state, Bob, "read", Document("a")).ShouldBe(Reason.NoGrant);
        Ask(World.Apply(state, new Change.GroupUnnested(Guests, Staff)), Ann, "read", Document("a")).ShouldBe(Reason.NoGrant);
    }

    [Fact]
    public void Check_GrantsAbove_ReachEverythingBelow()
    {
        var state = World.Apply(
            Bare, Grant(Folder("top"), Grantee.User(Bob), "read"), Inside(Folder("middle"), Folder("top")), Inside(Document("a"), Folder("middle")));

        Ask(state, Bob, "read", Document("a")).ShouldBe(Reason.None);
        Ask(state, Bob, "read", Folder("middle")).ShouldBe(Reason.None);
        Ask(World.Apply(state, new Change.ResourceParentRemoved(Acme, Folder("middle"))), Bob, "read", Document("a")).ShouldBe(Reason.NoGrant);
        Ask(World.Apply(Bare, Grant(Document("a"), Grantee.User(Bob), "read"), Inside(Document("a"), Folder("top"))), Bob, "read", Folder("top"))
            .ShouldBe(Reason.NoGrant);
    }

    [Theory]
    [InlineData("*", "", Reason.InvalidRequest)]
    [InlineData("*", "anything", Reason.None)]
    [InlineData("documents.*", "documents.", Reason.None)]
    [InlineData("documents.*", "documents", Reason.NoGrant)]
    [InlineData("documents.*", "documents.a\nb", Reason.None)]
    [InlineData("*.read", "a.b.read", Reason.None)]
    [InlineData("a*b*c", "abc", Reason.None)]
    [InlineData("read", "Read", Reason.NoGrant)]
    [InlineData("read", "*", Reason.NoGrant)]
    [InlineData("a.c", "abc", Reason.NoGrant)]
    public void Check_Pattern(string pattern, string permission, Reason reason) =>
        Ask(World.Apply(Bare, Grant(Document("a"), Grantee.User(Bob), pattern)), Bob, permission, Document("a")).ShouldBe(reason);

    [Theory]
    [InlineData(Now, Now, Reason.None)]
    [InlineData(Now + 1, ActivePeriod.End, Reason.NoGrant)]
    [InlineData(ActivePeriod.Beginning, Now - 1, Reason.NoGrant)]
    [InlineData(ActivePeriod.Beginning, Now, Reason.None)]
    public void Check_Period_CountsBothItsEnds(long from, long until, Reason reason)
    {
        foreach (var permission in (string[])["read", "re*"])
        {
            var put = Grant(Document("a"), Grantee.User(Bob), permission) with { Period = new ActivePeriod(from, until) };

            Ask(World.Apply(Bare, put), Bob, "read", Document("a")).ShouldBe(reason);
        }
    }

    [Fact]
    public void Check_NameThatIsOverAndPatternThatIsNot_Allows()
    {
        var over = Grant(Document("a"), Grantee.User(Bob), "read") with { Period = new ActivePeriod(ActivePeriod.Beginning, Now - 1) };

        Ask(World.Apply(Bare, over, Grant(Document("a"), Grantee.User(Bob), "re*")), Bob, "read", Document("a")).ShouldBe(Reason.None);
    }

    [Fact]
    public void Check_PermissionOfARole_HoldsOnEveryResource()
    {
        Ask(Bare, Ann, "reports.read", Document("nobody-speaks-of-it")).ShouldBe(Reason.None);
        Ask(Bare, Bob, "reports.read", Document("nobody-speaks-of-it")).ShouldBe(Reason.NoGrant);
    }

    [Fact]
    public void Check_SameNameInAnotherTenant_IsAnotherResource()
    {
        var state = World.Apply(Bare, Grant(Document("a"), Grantee.User(Bob), "read") with { Tenant = Hooli });

        Ask(state, Bob, "read", Document("a")).ShouldBe(Reason.NoGrant);
    }

    [Fact]
    public void Check_NameOfAnotherLengthThanPermitted_IsInvalid()
    {
        var state = World.Apply(Bare, Grant(Document("a"), Grantee.User(Bob), "*"));
        var megabyte = new string('x', 1 << 20);
        ResourceName[] invalid =
        [
            new("document", megabyte), new(megabyte, "a"), new("", ""), new("", "a"), new("document", ""), new(null!, "a"), new("document", null!),
            new("document", new string('x', ResourceName.MaxIdLength + 1)),
        ];
        foreach (var name in invalid)
            Ask(state, Bob, "read", name).ShouldBe(Reason.InvalidRequest);

        var longest = new ResourceName(new string('\uFFFD', ResourceName.MaxTypeLength), new string('\uFFFD', ResourceName.MaxIdLength));
        Ask(state, Bob, "read", longest).ShouldBe(Reason.NoGrant);
        Ask(World.Apply(state, Grant(longest, Grantee.User(Bob), "*")), Bob, megabyte, longest).ShouldBe(Reason.None);
        Ask(state, Bob, "read", Document("\uD800")).ShouldBe(Reason.NoGrant);
        state.Check(
                new SubjectClaim(Acme, Bob, SubjectClaim.NoToken), Question.Role("editor") with { Resource = Document("a") }, Now)
            .Reason.ShouldBe(Reason.InvalidRequest);
    }

    [Fact]
    public void Targets_E3_ManyResourceDecisions_AllocateNothing()
    {
        var crowd = Enumerable.Range(0, 300).SelectMany(i => (Change[])
        [
            new Change.UserPut(World.User("acme", $"u{i}"), Acme, Active: true, NotBefore: 0),
            new Change.GroupPut(World.Group("acme", $"g{i}"), Acme, []),
            Grant(Folder("top"), Grantee.User(World.User("acme", $"u{i}")), "read"),
            Grant(Folder("top"), Grantee.Group(World.Group("acme", $"g{i}")), "read"),
        ]);
        var state = World.Apply(
            Bare,
            [.. crowd, Inside(Document("a"), Folder("middle")), Inside(Folder("middle"), Folder("top")), new Change.GroupNested(Guests, Staff),
             Grant(Folder("top"), Grantee.Group(Guests), "re*d"), Grant(Folder("top"), Grantee.RoleOf("editor"), "wr*e")]);
        (Hash128 User, string Permission, ResourceName Resource, bool Allowed)[] asks =
        [
            (Ann, "read", Document("a"), true), (Ann, "write", Document("a"), true), (Ann, "none", Document("a"), false), (Bob, "read", Document("a"), false),
            (World.User("acme", "u7"), "read", Document("a"), true), (Ann, "read", Document("none"), false), (Ann, "read", new("document", new string('x', 5000)), false),
        ];
        foreach (var (user, permission, resource, allowed) in asks)
            (Ask(state, user, permission, resource) == Reason.None).ShouldBe(allowed, permission);

        Allocation.LeastOf(measurements: 3, rounds: 1000, () =>
        {
            var allowed = 0;
            foreach (var (user, permission, resource, _) in asks)
                allowed += Ask(state, user, permission, resource) == Reason.None ? 1 : 0;
            return allowed;
        }).ShouldBe(0);
    }
}
