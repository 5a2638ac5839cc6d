using System.Globalization;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Directory;

/// <summary>Groups in groups: what a member of an inner one holds, and what is refused.</summary>
public sealed class GroupNestingTests
{
    private static readonly Change[] Setup =
    [
        new Change.TenantPut("acme", Suspended: false),
        new Change.TenantPut("hooli", Suspended: false),
        .. ((string[])["inner", "middle", "outer", "other"]).SelectMany(name => (Change[])
            [new Change.RolePut("", name, [name]), new Change.GroupPut(World.Group("acme", name), World.Tenant("acme"), [name])]),
        new Change.GroupPut(World.Group("hooli", "g"), World.Tenant("hooli"), []),
        new Change.UserPut(World.User("acme", "u"), World.Tenant("acme"), Active: true, NotBefore: 0),
        new Change.MemberAdded(World.Group("acme", "inner"), World.User("acme", "u")),
    ];

    [Fact]
    public void Check_MemberOfANestedGroup_HoldsWhatTheGroupsAroundItGive()
    {
        var state = World.Build(Setup);
        RolesOf(state).ShouldBe("inner");

        var nested = World.Apply(state, In("inner", "middle"));
        RolesOf(nested).ShouldBe("inner,middle");

        // Around a group that was looked at already.
        var twice = World.Apply(nested, In("middle", "outer"));
        RolesOf(twice).ShouldBe("inner,middle,outer");

        RolesOf(World.Apply(twice, In("inner", "outer"))).ShouldBe("inner,middle,outer");
        RolesOf(World.Apply(twice, Out("inner", "middle"))).ShouldBe("inner");
        RolesOf(World.Apply(twice, Out("middle", "outer"))).ShouldBe("inner,middle");
        RolesOf(World.Apply(twice, Out("inner", "other"))).ShouldBe("inner,middle,outer"); // It was not.
        RolesOf(World.Apply(twice, new Change.GroupPut(World.Group("acme", "outer"), World.Tenant("acme"), ["other"]))).ShouldBe("inner,middle,other");
        RolesOf(twice).ShouldBe("inner,middle,outer");
        RolesOf(state).ShouldBe("inner");
    }

    [Fact]
    public void Check_NestingTakenBack_LeavesNothing()
    {
        var state = World.Build(Setup);

        var back = World.Apply(World.Apply(state, In("inner", "middle"), In("inner", "outer")), Out("inner", "middle"), Out("inner", "outer"));

        RolesOf(back).ShouldBe("inner");
        back.Digest.ShouldBe(state.Digest);
        back.Export().ShouldNotContain(change => change is Change.GroupNested);
    }

    [Fact]
    public void Check_GroupsInADiamond_ComeOnce()
    {
        var state = World.Apply(World.Build(Setup), In("inner", "middle"), In("inner", "other"), In("middle", "outer"), In("other", "outer"));

        RolesOf(state).ShouldBe("inner,middle,other,outer");
        RolesOf(World.Build([.. state.Export()])).ShouldBe("inner,middle,other,outer");
        World.Build([.. state.Export()]).Digest.ShouldBe(state.Digest);
        RolesOf(World.Apply(state, Out("middle", "outer"))).ShouldBe("inner,middle,other,outer");
    }

    [Theory]
    [InlineData("outer", "inner", "a group nested in one that is inside it")]
    [InlineData("outer", "middle", "a group nested in one that is inside it")]
    [InlineData("outer", "outer", "a group nested in itself")]
    [InlineData("outer", "nobody", "an unknown group as parent")]
    [InlineData("nobody", "outer", "an unknown group as child")]
    public void TryApply_NestingThatCannotBe_IsRefused(string child, string parent, string fault)
    {
        var state = World.Apply(World.Build(Setup), In("inner", "middle"), In("middle", "outer"));

        World.FaultOf(state, In(child, parent)).ShouldBe(fault);
    }

    [Fact]
    public void TryApply_GroupsOfTwoTenants_AreRefused()
    {
        var state = World.Build(Setup);

        World.FaultOf(state, new Change.GroupNested(World.Group("acme", "inner"), World.Group("hooli", "g"))).ShouldBe("two groups of two tenants");
        World.FaultOf(state, new Change.GroupUnnested(World.Group("acme", "inner"), World.Group("hooli", "g"))).ShouldBe("two groups of two tenants");
    }

    [Fact]
    public void TryApply_GroupThatIsNestedOrNestedIn_IsNotRemoved()
    {
        var state = World.Apply(World.Build(Setup), In("middle", "outer"));

        World.FaultOf(state, new Change.GroupRemoved(World.Group("acme", "outer"))).ShouldBe("a group removed while groups are nested in it");
        World.FaultOf(state, new Change.GroupRemoved(World.Group("acme", "middle"))).ShouldBe("a group removed while it is nested in another");
        World.FaultOf(World.Apply(state, Out("middle", "outer")), new Change.GroupRemoved(World.Group("acme", "middle"))).ShouldBeNull();
    }

    [Fact]
    public void Check_ThousandGroupsOneInTheOther_HoldsWhatTheLastGives()
    {
        var state = World.Build(
        [
            .. Setup,
            .. Enumerable.Range(0, 1000).Select(group => new Change.GroupPut(Numbered(group), World.Tenant("acme"), group == 999 ? ["outer"] : [])),
            .. Enumerable.Range(1, 999).Select(group => new Change.GroupNested(Numbered(group), Numbered(group - 1))),
            new Change.GroupNested(Numbered(0), World.Group("acme", "inner")),
        ]);

        RolesOf(state).ShouldBe("inner,outer");
        World.FaultOf(state, new Change.GroupNested(World.Group("acme", "inner"), Numbered(999))).ShouldBe("a group nested in one that is inside it");
    }

    [Fact]
    public void Check_MoreNestingThanIsKept_IsFoundAnew()
    {
        const int Groups = 2000;
        var snapshot = World.Build(
        [
            .. Setup,
            .. Enumerable.Range(0, Groups).SelectMany(group => (Change[])
            [
                new Change.GroupPut(Numbered(group), World.Tenant("acme"), group == 0 ? ["outer"] : []),
                new Change.UserPut(World.User("acme", $"u{group}"), World.Tenant("acme"), Active: true, NotBefore: 0),
                new Change.MemberAdded(Numbered(group), World.User("acme", $"u{group}")),
            ]),
            .. Enumerable.Range(1, Groups - 1).Select(group => new Change.GroupNested(Numbered(group - 1), Numbered(group))),
        ]);

        for (var group = Groups - 1; group >= 0; group--)
            snapshot.Resolve(new SubjectClaim(World.Tenant("acme"), World.User("acme", $"u{group}"), SubjectClaim.NoToken)).RolesAt(0).ShouldBe("outer");
    }

    private static Hash128 Numbered(int group) => World.Group("acme", group.ToString(CultureInfo.InvariantCulture));

    private static Change.GroupNested In(string child, string parent) => new(World.Group("acme", parent), World.Group("acme", child));

    private static Change.GroupUnnested Out(string child, string parent) => new(World.Group("acme", parent), World.Group("acme", child));

    private static string RolesOf(Snapshot snapshot) =>
        snapshot.Resolve(new SubjectClaim(World.Tenant("acme"), World.User("acme", "u"), SubjectClaim.NoToken)).RolesAt(0);
}
