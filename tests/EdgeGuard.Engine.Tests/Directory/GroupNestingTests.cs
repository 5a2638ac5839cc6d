using System.Globalization;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Directory;
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
        World.FaultOf(state, new Change.GroupUnnested(World.Group("acme", "inner"), World.Group("hooli", "g"))).ShouldBeNull();
    }

    [Fact]
    public void TryApply_GroupThatIsNestedOrNestedIn_IsNotRemoved()
    {
        var state = World.Apply(World.Build(Setup), In("middle", "outer"));

        World.FaultOf(state, new Change.GroupRemoved(World.Group("acme", "outer"))).ShouldBe("a group removed while groups are nested in it");
        World.FaultOf(state, new Change.GroupRemoved(World.Group("acme", "middle"))).ShouldBe("a group removed while it is nested in another");
        World.FaultOf(World.Apply(state, Out("middle", "outer")), new Change.GroupRemoved(World.Group("acme", "middle"))).ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TryApply_MoreGroupsOneInTheOtherThanMayBe_IsRefused(bool outermostFirst)
    {
        const string TooDeep = "a group with more than 64 groups around it, one in the other";
        const int Depth = StateLimits.MaxNestingDepth;
        var steps = Enumerable.Range(1, Depth).Select(group => (Change)new Change.GroupNested(Numbered(group - 1), Numbered(group)));
        var state = World.Build(
        [
            .. Setup,
            .. Enumerable.Range(0, Depth + 1).Select(group => new Change.GroupPut(Numbered(group), World.Tenant("acme"), group == 0 ? ["outer"] : [])),
            .. outermostFirst ? steps : steps.Reverse(),
            new Change.MemberAdded(Numbered(Depth), World.User("acme", "u")),
        ]);

        RolesOf(state).ShouldBe("inner,outer");
        World.FaultOf(state, new Change.GroupNested(Numbered(Depth), World.Group("acme", "inner"))).ShouldBe(TooDeep);
        World.FaultOf(state, new Change.GroupNested(World.Group("acme", "inner"), Numbered(0))).ShouldBe(TooDeep);
        World.FaultOf(state, new Change.GroupNested(World.Group("acme", "inner"), Numbered(1))).ShouldBeNull();
        World.FaultOf(state, new Change.GroupNested(Numbered(Depth), Numbered(0))).ShouldBe("a group nested in one that is inside it");

        // A shorter way beside the long one frees nothing; cutting the long one does.
        var beside = World.Apply(state, new Change.GroupNested(Numbered(0), Numbered(Depth)));
        World.FaultOf(beside, new Change.GroupNested(Numbered(Depth), World.Group("acme", "inner"))).ShouldBe(TooDeep);
        var cut = World.Apply(beside, new Change.GroupUnnested(Numbered(4), Numbered(5)));
        World.FaultOf(cut, new Change.GroupNested(Numbered(Depth), World.Group("acme", "inner"))).ShouldBeNull();
        World.FaultOf(cut, new Change.GroupNested(World.Group("acme", "inner"), Numbered(0))).ShouldBeNull();
        World.FaultOf(cut, new Change.GroupNested(Numbered(4), Numbered(5))).ShouldBeNull();
    }

    [Fact]
    public void TryApply_DepthOfAGroupThatWasJustMoved_IsLookedAtAgain()
    {
        const int Half = StateLimits.MaxNestingDepth / 2;
        var groups = Enumerable.Range(0, 2 * Half + 3).Select(group => new Change.GroupPut(Numbered(group), World.Tenant("acme"), []));
        var upper = Enumerable.Range(1, Half).Select(group => new Change.GroupNested(Numbered(group - 1), Numbered(group)));
        var lower = Enumerable.Range(Half + 2, Half).Select(group => new Change.GroupNested(Numbered(group - 1), Numbered(group)));
        var builder = World.Build([.. Setup, .. groups, .. upper]).ToBuilder();

        foreach (var nested in lower)
            builder.TryApply(nested, out _).ShouldBeTrue();
        builder.TryApply(new Change.GroupNested(Numbered(Half - 1), Numbered(Half + 1)), out var fault).ShouldBeTrue(fault);

        builder.TryApply(new Change.GroupNested(Numbered(2 * Half + 1), Numbered(2 * Half + 2)), out _).ShouldBeFalse();
    }

    [Fact]
    public void Check_UserInEachGroupOfManyChains_CostsNoMoreThanTheGroups()
    {
        const int Chains = 100;
        const int Length = StateLimits.MaxNestingDepth;
        var state = World.Build(
        [
            .. Setup,
            .. Enumerable.Range(0, Chains * Length).SelectMany(group => (Change[])
            [
                new Change.GroupPut(Numbered(group), World.Tenant("acme"), group == 0 ? ["outer"] : []),
                new Change.MemberAdded(Numbered(group), World.User("acme", "u")),
            ]),
            .. Enumerable.Range(0, Chains * Length).Where(group => group % Length > 0).Select(group => new Change.GroupNested(Numbered(group - 1), Numbered(group))),
        ]);

        RolesOf(state).ShouldBe("inner,outer");

        var user = state.Model.Users.FindById(World.User("acme", "u"));
        var home = state.Model.Tenants.Find(World.Tenant("acme"))!;
        var seen = new List<int>();
        var groups = new MemberGroups(state.Model, state.Model.Users.SetOf(user), home);
        while (groups.TryNext(out var group))
            seen.Add(group);
        seen.Count.ShouldBe((Chains * Length) + 1);
        seen.ShouldBeUnique();
        home.Closures!.Count.ShouldBeLessThan(3 * Chains * Length);
    }

    [Fact]
    public void Check_MoreCombinationsThanAreKept_KeepsFewerAndAnswersTheSame()
    {
        const int Wide = 8000;
        const int Users = 600;
        var state = World.Build(
        [
            .. Setup,
            .. Enumerable.Range(0, Wide).SelectMany(group => (Change[])
            [
                new Change.GroupPut(Numbered(group), World.Tenant("acme"), group == Wide - 1 ? ["outer"] : []),
                new Change.GroupNested(Numbered(group), World.Group("acme", "inner")),
            ]),
            .. Enumerable.Range(0, Users).SelectMany(user => (Change[])
            [
                new Change.UserPut(World.User("acme", $"u{user}"), World.Tenant("acme"), Active: true, NotBefore: 0),
                new Change.MemberAdded(World.Group("acme", "inner"), World.User("acme", $"u{user}")),
                new Change.MemberAdded(Numbered(user), World.User("acme", $"u{user}")),
            ]),
        ]);

        for (var user = 0; user < Users; user++)
            state.Resolve(new SubjectClaim(World.Tenant("acme"), World.User("acme", $"u{user}"), SubjectClaim.NoToken)).RolesAt(0).ShouldBe("inner,outer");

        state.Model.Tenants.Find(World.Tenant("acme"))!.Closures!.Count.ShouldBeInRange(1, 1 << 22);
    }

    private static Hash128 Numbered(int group) => World.Group("acme", group.ToString(CultureInfo.InvariantCulture));

    private static Change.GroupNested In(string child, string parent) => new(World.Group("acme", parent), World.Group("acme", child));

    private static Change.GroupUnnested Out(string child, string parent) => new(World.Group("acme", parent), World.Group("acme", child));

    private static string RolesOf(Snapshot snapshot) =>
        snapshot.Resolve(new SubjectClaim(World.Tenant("acme"), World.User("acme", "u"), SubjectClaim.NoToken)).RolesAt(0);
}
