using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Directory;

/// <summary>A reseller with branches and shops, an admin of one branch, a viewer of one shop, and someone who is a member of two customers.</summary>
public sealed class Scenario6Tests
{
    private static readonly string[] Tenants = ["reseller", "east", "west", "shop1", "shop2", "shop3", "acme", "globex"];

    private static readonly Hash128 Ann = World.User("reseller", "ann");
    private static readonly Hash128 Bob = World.User("reseller", "bob");

    private static readonly Snapshot State = World.Build(
        new Change.TenantPut("reseller", Suspended: false),
        new Change.TenantPut("east", Suspended: false, "reseller"),
        new Change.TenantPut("west", Suspended: false, "reseller"),
        new Change.TenantPut("shop1", Suspended: false, "east"),
        new Change.TenantPut("shop2", Suspended: false, "east"),
        new Change.TenantPut("shop3", Suspended: false, "west"),
        new Change.TenantPut("acme", Suspended: false),
        new Change.TenantPut("globex", Suspended: false),
        new Change.RolePut("", "admin", ["orders.*"]),
        new Change.RolePut("", "viewer", ["orders.read"]),
        User(Ann, "reseller"),
        User(Bob, "reseller"),
        new Change.RoleAssigned(RoleHolder.User(Ann), World.Tenant("east"), "admin", Inherit: true, ActivePeriod.Always),
        new Change.RoleAssigned(RoleHolder.User(Bob), World.Tenant("shop1"), "viewer", Inherit: false, ActivePeriod.Always),
        User(World.User("acme", "cy"), "acme"),
        User(World.User("globex", "cy"), "globex"),
        new Change.RoleAssigned(RoleHolder.User(World.User("acme", "cy")), World.Tenant("acme"), "viewer", Inherit: false, ActivePeriod.Always),
        new Change.RoleAssigned(RoleHolder.User(World.User("globex", "cy")), World.Tenant("globex"), "viewer", Inherit: false, ActivePeriod.Always));

    [Fact]
    public void Check_AdminOfABranchAndViewerOfAShop_AreAllowedThereAlone()
    {
        Allowed(State, Ann, "orders.write").ShouldBe(["east", "shop1", "shop2"]);
        Allowed(State, Bob, "orders.read").ShouldBe(["shop1"]);
        Allowed(State, Bob, "orders.write").ShouldBeEmpty();
    }

    [Fact]
    public void Check_ShopMovedToAnotherBranch_IsLostByTheFirstBranchesAdmin()
    {
        var moved = World.Apply(State, new Change.TenantPut("shop2", Suspended: false, "west"));

        Allowed(moved, Ann, "orders.write").ShouldBe(["east", "shop1"]);
    }

    [Fact]
    public void Check_BranchSuspended_DeniesEveryoneUnderItUntilResumed()
    {
        var suspended = World.Apply(State, new Change.TenantPut("east", Suspended: true, "reseller"));

        Allowed(suspended, Ann, "orders.write").ShouldBeEmpty();
        foreach (var tenant in (string[])["east", "shop1", "shop2"])
            Ask(suspended, tenant, Ann, "orders.write").ShouldBe(Reason.TenantSuspended);
        Ask(suspended, "shop1", Bob, "orders.read").ShouldBe(Reason.TenantSuspended);
        Ask(suspended, "shop3", Ann, "orders.write").ShouldBe(Reason.MissingPermission);

        Allowed(World.Apply(suspended, new Change.TenantPut("east", Suspended: false, "reseller")), Ann, "orders.write").ShouldBe(["east", "shop1", "shop2"]);
    }

    [Fact]
    public void Check_UserDeactivatedInOneOfTwoTenants_IsStillAllowedInTheOther()
    {
        var state = World.Apply(State, new Change.UserPut(World.User("globex", "cy"), World.Tenant("globex"), Active: false, NotBefore: 0));

        Ask(state, "globex", World.User("globex", "cy"), "orders.read").ShouldBe(Reason.UserInactive);
        Ask(state, "acme", World.User("acme", "cy"), "orders.read").ShouldBe(Reason.None);
        Ask(state, "acme", World.User("globex", "cy"), "orders.read").ShouldBe(Reason.UnknownSubject);
    }

    [Fact]
    public void Check_OneConnectionsGroupsGiveRolesInSeveralTenants_WhateverTheOrder()
    {
        var cat = World.User("reseller", "cat");
        Change[] first = [User(cat, "reseller"), Group("shop1-admin"), Group("shop2-viewer")];
        Change[] then =
        [
            Member("shop1-admin", cat), Member("shop2-viewer", cat), Gives("shop1-admin", "shop1", "admin"), Gives("shop2-viewer", "shop2", "viewer"),
        ];
        foreach (var order in (Change[][])[then, [.. then.Reverse()]])
        {
            var state = World.Apply(State, first.Concat(order));

            Allowed(state, cat, "orders.write").ShouldBe(["shop1"]);
            Allowed(state, cat, "orders.read").ShouldBe(["shop1", "shop2"]);
        }
    }

    [Fact]
    public void TryApply_TenantMovedBelowItsOwnDescendant_IsRefused() =>
        World.FaultOf(State, new Change.TenantPut("reseller", Suspended: false, "shop1")).ShouldBe("a tenant below one that is below it");

    private static Change.UserPut User(Hash128 user, string tenant) => new(user, World.Tenant(tenant), Active: true, NotBefore: 0);

    private static Change.GroupPut Group(string name) => new(World.Group("reseller", name), World.Tenant("reseller"), []);

    private static Change.MemberAdded Member(string group, Hash128 user) => new(World.Group("reseller", group), user);

    private static Change.RoleAssigned Gives(string group, string tenant, string role) =>
        new(RoleHolder.Group(World.Group("reseller", group)), World.Tenant(tenant), role, Inherit: false, ActivePeriod.Always);

    private static string[] Allowed(Snapshot state, Hash128 user, string permission) =>
        [.. Tenants.Where(tenant => Ask(state, tenant, user, permission) == Reason.None)];

    private static Reason Ask(Snapshot state, string tenant, Hash128 user, string permission) =>
        state.Check(new SubjectClaim(World.Tenant(tenant), user, SubjectClaim.NoToken), Question.Permission(permission), 0).Reason;
}
