using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Directory;

/// <summary>Roles and permissions given to users and groups: where they count, and when.</summary>
public sealed class AssignmentTests
{
    private const long Now = 1000;

    private static readonly Hash128 Ann = World.User("reseller", "ann");
    private static readonly Hash128 Staff = World.Group("reseller", "staff");

    private static readonly Snapshot State = World.Build(
        new Change.TenantPut("reseller", Suspended: false),
        new Change.TenantPut("east", Suspended: false, "reseller"),
        new Change.TenantPut("west", Suspended: false, "reseller"),
        new Change.TenantPut("shop1", Suspended: false, "east"),
        new Change.TenantPut("shop2", Suspended: false, "east"),
        new Change.TenantPut("acme", Suspended: false),
        new Change.RolePut("", "admin", ["manage.*"]),
        new Change.RolePut("", "viewer", ["read"]),
        new Change.GroupPut(Staff, World.Tenant("reseller"), ["viewer"]),
        new Change.UserPut(Ann, World.Tenant("reseller"), Active: true, NotBefore: 0),
        new Change.MemberAdded(Staff, Ann));

    public static TheoryData<string> Holders => ["user", "group", "outer group"];

    [Theory]
    [MemberData(nameof(Holders))]
    public void Check_RoleGivenWithInheritance_CountsThereAndBelow(string holder)
    {
        var state = Give(holder, "east", inherit: true);

        Where(state, Question.Role("admin")).ShouldBe(["east", "shop1", "shop2"]);
        Where(state, Question.Permission("manage.x")).ShouldBe(["east", "shop1", "shop2"]);
        Where(state, Question.Permission("read")).ShouldBe(["reseller"]); // What GroupPut gives does not go down.
        RolesAt(state, "reseller").ShouldBe("viewer");
        RolesAt(state, "shop1").ShouldBe("admin");
        RolesAt(state, "west").ShouldBe("");
    }

    [Theory]
    [MemberData(nameof(Holders))]
    public void Check_RoleGivenWithoutInheritance_CountsThereAlone(string holder)
    {
        var state = Give(holder, "east", inherit: false);

        Where(state, Question.Role("admin")).ShouldBe(["east"]);
        Where(state, Question.Permission("manage.x")).ShouldBe(["east"]);
    }

    [Theory]
    [MemberData(nameof(Holders))]
    public void Check_RoleGivenAtHome_CountsAtHomeAndBelowWhenInherited(string holder)
    {
        Where(Give(holder, "reseller", inherit: false), Question.Role("admin")).ShouldBe(["reseller"]);
        Where(Give(holder, "reseller", inherit: true), Question.Role("admin")).ShouldBe(["reseller", "east", "west", "shop1", "shop2"]);
        RolesAt(Give(holder, "reseller", inherit: true), "reseller").ShouldBe("admin,viewer");
    }

    [Theory]
    [MemberData(nameof(Holders))]
    public void Check_RoleGivenInAnotherTree_CountsNowhere(string holder) =>
        Where(Give(holder, "acme", inherit: true), Question.Role("admin")).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Holders))]
    public void Check_RoleGivenAbove_CountsWhenTheTenantIsMovedThere(string holder)
    {
        var state = Give(holder, "acme", inherit: true);
        Where(state, Question.Role("admin")).ShouldBeEmpty();

        var moved = World.Apply(state, new Change.TenantPut("reseller", Suspended: false, "acme"));
        Where(moved, Question.Role("admin")).ShouldBe(["reseller", "east", "west", "shop1", "shop2"]);
        RolesAt(moved, "reseller").ShouldBe("admin,viewer");

        Where(World.Apply(moved, new Change.TenantPut("reseller", Suspended: false)), Question.Role("admin")).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Holders))]
    public void Check_RoleGivenForATime_CountsBetweenBothEnds(string holder)
    {
        foreach (var tenant in (string[])["reseller", "shop1"])
        {
            var state = Give(holder, tenant, inherit: false, new ActivePeriod(Now - 10, Now + 10));

            foreach (var (now, held) in ((long, bool)[])[(Now - 11, false), (Now - 10, true), (Now, true), (Now + 10, true), (Now + 11, false)])
            {
                Check(state, tenant, Question.Role("admin"), now).ShouldBe(held);
                Check(state, tenant, Question.Permission("manage.x"), now).ShouldBe(held);
                RolesAt(state, tenant, now).Contains("admin", StringComparison.Ordinal).ShouldBe(held);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Holders))]
    public void Check_RoleGivenAndTaken_LeavesNothing(string holder)
    {
        var state = With(holder);
        var given = World.Apply(state, Given(holder, "reseller", inherit: true));
        Where(given, Question.Role("admin")).ShouldNotBeEmpty();
        World.Build([.. given.Export()]).Digest.ShouldBe(given.Digest);

        var taken = World.Apply(given, new Change.RoleUnassigned(Holder(holder), World.Tenant("reseller"), "admin"));
        Where(taken, Question.Role("admin")).ShouldBeEmpty();
        taken.Digest.ShouldBe(state.Digest);
        taken.Export().ShouldBe(state.Export());
    }

    [Theory]
    [MemberData(nameof(Holders))]
    public void Check_SameRoleGivenAgain_ReplacesHow(string holder)
    {
        var state = World.Apply(Give(holder, "east", inherit: true), Given(holder, "east", inherit: false));

        Where(state, Question.Role("admin")).ShouldBe(["east"]);
        state.Digest.ShouldBe(Give(holder, "east", inherit: false).Digest);
        state.Export().OfType<Change.RoleAssigned>().ShouldHaveSingleItem().Inherit.ShouldBeFalse();
    }

    [Fact]
    public void Check_RoleKeyOfTwoScopes_IsLookedUpWhereItIsGiven()
    {
        var state = World.Apply(
            State,
            new Change.RolePut("east", "admin", ["east.*"]) { Parents = ["clerk"] },
            new Change.RolePut("east", "clerk", ["clerk"]),
            new Change.RolePut("shop1", "admin", ["shop1.*"]),
            Given("user", "east", inherit: true));

        Where(state, Question.Permission("east.x")).ShouldBe(["east", "shop1", "shop2"]);
        Where(state, Question.Permission("clerk")).ShouldBe(["east", "shop1", "shop2"]);
        Where(state, Question.Permission("manage.x")).ShouldBeEmpty();
        Where(state, Question.Permission("shop1.x")).ShouldBeEmpty();
        Where(state, Question.Role("admin")).ShouldBe(["east", "shop1", "shop2"]);
        Where(state, Question.Role("clerk")).ShouldBe(["east", "shop1", "shop2"]);
    }

    [Fact]
    public void Check_PermissionGivenToAUser_CountsLikeARole()
    {
        Change.PermissionAssigned Permission(string tenant, bool inherit, ActivePeriod period) => new(Ann, World.Tenant(tenant), "docs.*.edit", inherit, period);
        var question = Question.Permission("docs.1.edit");

        Where(World.Apply(State, Permission("reseller", inherit: false, ActivePeriod.Always)), question).ShouldBe(["reseller"]);
        Where(World.Apply(State, Permission("east", inherit: true, ActivePeriod.Always)), question).ShouldBe(["east", "shop1", "shop2"]);
        Where(World.Apply(State, Permission("east", inherit: true, new ActivePeriod(Now + 1, ActivePeriod.End))), question).ShouldBeEmpty();
        Where(World.Apply(State, Permission("east", inherit: true, new ActivePeriod(Now, Now))), question).ShouldBe(["east", "shop1", "shop2"]);

        var state = World.Apply(State, Permission("reseller", inherit: false, ActivePeriod.Always));
        Check(state, "reseller", Question.Permission("docs.1.read")).ShouldBeFalse();
        Check(state, "reseller", Question.Role("docs.*.edit")).ShouldBeFalse();
        RolesAt(state, "reseller").ShouldBe("viewer");
        World.Build([.. state.Export()]).Digest.ShouldBe(state.Digest);
        var replaced = World.Apply(state, Permission("reseller", inherit: true, ActivePeriod.Always));
        Where(replaced, question).ShouldBe(["reseller", "east", "west", "shop1", "shop2"]);
        World.Apply(replaced, new Change.PermissionUnassigned(Ann, World.Tenant("reseller"), "docs.*.edit")).Digest.ShouldBe(State.Digest);
    }

    [Fact]
    public void Check_MoreRolesThanOnTheStack_AreFoundBelowToo()
    {
        var state = World.Apply(
            State,
            [.. Enumerable.Range(0, 5000).Select(role => new Change.RolePut("", $"r{role:D4}", [$"only.{role}"])), Given("user", "east", inherit: true, role: "r4999")]);

        Where(state, Question.Permission("only.4999")).ShouldBe(["east", "shop1", "shop2"]);
        Where(state, Question.Role("r4999")).ShouldBe(["east", "shop1", "shop2"]);
        Where(state, Question.Role("r4998")).ShouldBeEmpty();
        RolesAt(state, "shop1").ShouldBe("r4999");
    }

    [Fact]
    public void Check_ManyThingsGivenInManyTenants_EachCountsInItsOwn()
    {
        var state = World.Build(
        [
            .. State.Export(),
            .. Enumerable.Range(0, 300).SelectMany(shop => (Change[])
            [
                new Change.TenantPut($"s{shop}", Suspended: false, "west"),
                new Change.RolePut($"s{shop}", "own", [$"s{shop}"]),
                new Change.RoleAssigned(RoleHolder.Group(Staff), World.Tenant($"s{shop}"), shop % 2 == 0 ? "admin" : "own", Inherit: shop % 3 == 0, ActivePeriod.Always),
                new Change.PermissionAssigned(Ann, World.Tenant($"s{shop}"), $"direct.{shop}", Inherit: false, ActivePeriod.Always),
            ]),
        ]);

        for (var shop = 0; shop < 300; shop++)
        {
            Check(state, $"s{shop}", Question.Role("admin")).ShouldBe(shop % 2 == 0);
            Check(state, $"s{shop}", Question.Permission($"s{shop}")).ShouldBe(shop % 2 == 1);
            Check(state, $"s{shop}", Question.Permission($"direct.{shop}")).ShouldBeTrue();
            Check(state, $"s{shop}", Question.Permission($"direct.{shop + 1}")).ShouldBeFalse();
        }

        World.Build([.. state.Export()]).Digest.ShouldBe(state.Digest);
    }

    [Fact]
    public void Check_AttributesAlone_LeaveRolesAsTheyWere()
    {
        var state = World.Apply(State, new Change.UserAttributesPut(Ann, """{"plan":"gold"}"""));

        RolesAt(state, "reseller").ShouldBe("viewer");
        Where(state, Question.Role("viewer")).ShouldBe(["reseller"]);
        state.Export().ShouldContain(new Change.UserAttributesPut(Ann, """{"plan":"gold"}"""));
        World.Build([.. state.Export()]).Digest.ShouldBe(state.Digest);
        World.Apply(state, new Change.UserAttributesRemoved(Ann)).Digest.ShouldBe(State.Digest);
        World.Apply(state, new Change.UserAttributesPut(Ann, "{}"), new Change.UserAttributesRemoved(Ann)).Digest.ShouldBe(State.Digest);
    }

    [Fact]
    public void TryApply_NumberOfARemovedUserUsedAgain_InheritsNothing()
    {
        var state = World.Apply(
            Give("user", "reseller", inherit: true),
            new Change.RoleUnassigned(Holder("user"), World.Tenant("reseller"), "admin"),
            new Change.UserRemoved(Ann),
            new Change.UserPut(World.User("reseller", "bob"), World.Tenant("reseller"), Active: true, NotBefore: 0));

        var bob = state.Resolve(new SubjectClaim(World.Tenant("reseller"), World.User("reseller", "bob"), SubjectClaim.NoToken));
        bob.RolesAt(Now).ShouldBe("");
    }

    private static Snapshot With(string holder) => holder == "outer group"
        ? World.Apply(
            State,
            new Change.GroupPut(World.Group("reseller", "outer"), World.Tenant("reseller"), []),
            new Change.GroupNested(World.Group("reseller", "outer"), Staff))
        : State;

    private static RoleHolder Holder(string holder) => holder switch
    {
        "user" => RoleHolder.User(Ann),
        "group" => RoleHolder.Group(Staff),
        _ => RoleHolder.Group(World.Group("reseller", "outer")),
    };

    private static Change.RoleAssigned Given(string holder, string tenant, bool inherit, ActivePeriod? period = null, string role = "admin") =>
        new(Holder(holder), World.Tenant(tenant), role, inherit, period ?? ActivePeriod.Always);

    private static Snapshot Give(string holder, string tenant, bool inherit, ActivePeriod? period = null) =>
        World.Apply(With(holder), Given(holder, tenant, inherit, period));

    private static bool Check(Snapshot state, string tenant, Question question, long now = Now) =>
        state.Check(new SubjectClaim(World.Tenant(tenant), Ann, SubjectClaim.NoToken), question, now).Allowed;

    private static string[] Where(Snapshot state, Question question)
    {
        string[] tenants = ["reseller", "east", "west", "shop1", "shop2", "acme"];
        return [.. tenants.Where(tenant => Check(state, tenant, question))];
    }

    private static string RolesAt(Snapshot state, string tenant, long now = Now) =>
        state.Resolve(new SubjectClaim(World.Tenant(tenant), Ann, SubjectClaim.NoToken)).RolesAt(now);
}
