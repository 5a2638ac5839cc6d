using CsCheck;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;
using static EdgeGuard.Engine.Tests.Reference.Generators.Pool;

namespace EdgeGuard.Engine.Tests.Reference.Generators;

/// <summary>A tenant, user or group that nothing else knows; one row that refers to it; and its removal, which that row alone forbids.</summary>
internal static class Leavings
{
    private static readonly ResourceName Document = new("document", "1");
    private static readonly Hash128 Acme = World.Tenant("acme");
    private static readonly Hash128 Tenant = World.Tenant(LoneTenant);

    private static readonly Gen<Change[]> OfTenant = Any<Change>(
        new Change.TenantPut("shop", Suspended: false, LoneTenant),
        new Change.UserPut(LoneUser, Tenant, Active: true, NotBefore: 0),
        new Change.GroupPut(LoneGroup, Tenant, []),
        new Change.TenantFeaturePut(Tenant, "sso", -1),
        new Change.RolePut(LoneTenant, "admin", []),
        new Change.PlanAssigned(PlanHolder.Tenant(Tenant), "pro", Inherit: true, 0, -1),
        new Change.RoleAssigned(RoleHolder.User(World.User("acme", "u1")), Tenant, "admin", Inherit: true, ActivePeriod.Always),
        new Change.PermissionAssigned(World.User("acme", "u1"), Tenant, "*", Inherit: true, ActivePeriod.Always),
        new Change.GrantPut(Tenant, Document, Grantee.RoleOf("admin"), "*", ActivePeriod.Always),
        new Change.ResourceParentPut(Tenant, Document, new("folder", "1")))
        .Select(row => new[] { new Change.TenantPut(LoneTenant, Suspended: false, "acme"), row, new Change.TenantRemoved(LoneTenant) });

    private static readonly Gen<Change[]> OfUser = Any<Change>(
        new Change.AliasPut(World.ExternalId("acme", "e1"), LoneUser),
        new Change.RoleAssigned(RoleHolder.User(LoneUser), Acme, "admin", Inherit: true, ActivePeriod.Always),
        new Change.PermissionAssigned(LoneUser, Acme, "*", Inherit: true, ActivePeriod.Always),
        new Change.PlanAssigned(PlanHolder.User(LoneUser), "pro", Inherit: true, 0, -1),
        new Change.UserAttributesPut(LoneUser, "{}"),
        new Change.GrantPut(Acme, Document, Grantee.User(LoneUser), "*", ActivePeriod.Always),
        new Change.MemberAdded(World.Group("acme", "g1"), LoneUser))
        .Select(row => new[] { new Change.UserPut(LoneUser, Acme, Active: true, NotBefore: 0), row, new Change.UserRemoved(LoneUser) });

    private static readonly Gen<Change[]> OfGroup = Any<Change>(
        new Change.MemberAdded(LoneGroup, World.User("acme", "u1")),
        new Change.GroupNested(LoneGroup, World.Group("acme", "g1")),
        new Change.GroupNested(World.Group("acme", "g1"), LoneGroup),
        new Change.RoleAssigned(RoleHolder.Group(LoneGroup), Acme, "admin", Inherit: true, ActivePeriod.Always),
        new Change.GrantPut(Acme, Document, Grantee.Group(LoneGroup), "*", ActivePeriod.Always))
        .Select(row => new[] { new Change.GroupPut(LoneGroup, Acme, ["admin"]), row, new Change.GroupRemoved(LoneGroup) });

    public static Gen<Change[]> One { get; } = Gen.OneOf(OfTenant, OfUser, OfGroup);
}
