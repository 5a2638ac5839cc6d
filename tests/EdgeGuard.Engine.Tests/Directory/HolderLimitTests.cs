using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Directory;

/// <summary>How many rows one holder may have: a change of one copies them all.</summary>
public sealed class HolderLimitTests
{
    private static readonly Hash128 Acme = World.Tenant("acme");
    private static readonly Hash128 Ann = World.User("acme", "ann");
    private static readonly Hash128 Staff = World.Group("acme", "staff");

    private static readonly Snapshot State = World.Build(
        new Change.TenantPut("acme", Suspended: false), new Change.TenantPut("other", Suspended: false),
        new Change.GroupPut(Staff, Acme, ["viewer"]), new Change.UserPut(Ann, Acme, Active: true, NotBefore: 0));

    [Fact]
    public void Apply_OneRoleTooManyOfAUser_IsRefused() =>
        ShouldBeLimited(
            i => new Change.RoleAssigned(RoleHolder.User(Ann), Acme, $"r{i}", Inherit: false, ActivePeriod.Always),
            new Change.RoleAssigned(RoleHolder.User(Ann), Acme, "r7", Inherit: true, ActivePeriod.Always),
            new Change.RoleUnassigned(RoleHolder.User(Ann), Acme, "r7"),
            "the roles assigned to one user or group are more than 10,000");

    [Fact]
    public void Apply_OneRoleTooManyOfAGroup_IsRefused() =>
        ShouldBeLimited(
            i => new Change.RoleAssigned(RoleHolder.Group(Staff), World.Tenant(i % 2 == 0 ? "acme" : "other"), $"r{i}", Inherit: false, ActivePeriod.Always),
            new Change.RoleAssigned(RoleHolder.Group(Staff), Acme, "r8", Inherit: true, ActivePeriod.Always),
            new Change.RoleUnassigned(RoleHolder.Group(Staff), Acme, "r8"),
            "the roles assigned to one user or group are more than 10,000");

    [Fact]
    public void Apply_OnePermissionTooMany_IsRefused() =>
        ShouldBeLimited(
            i => new Change.PermissionAssigned(Ann, Acme, $"p{i}", Inherit: false, ActivePeriod.Always),
            new Change.PermissionAssigned(Ann, Acme, "p7", Inherit: true, ActivePeriod.Always),
            new Change.PermissionUnassigned(Ann, Acme, "p7"),
            "the permissions assigned to one user are more than 10,000");

    private static void ShouldBeLimited(Func<int, Change> put, Change again, Change removal, string fault)
    {
        var full = World.Apply(State, Enumerable.Range(0, StateLimits.MaxAssigned).Select(put));

        World.FaultOf(full, put(StateLimits.MaxAssigned)).ShouldBe(fault);
        World.FaultOf(full, again).ShouldBeNull();
        World.FaultOf(World.Apply(full, removal), put(StateLimits.MaxAssigned)).ShouldBeNull();
    }
}
