using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Grants;

/// <summary>Two tenants with users, groups and roles, and short ways to grant and to ask.</summary>
internal static class GrantWorld
{
    public const long Now = 1000;

    public static readonly Hash128 Acme = World.Tenant("acme");
    public static readonly Hash128 Hooli = World.Tenant("hooli");
    public static readonly Hash128 Ann = World.User("acme", "ann");
    public static readonly Hash128 Bob = World.User("acme", "bob");
    public static readonly Hash128 Staff = World.Group("acme", "staff");
    public static readonly Hash128 Guests = World.Group("acme", "guests");

    /// <summary>Ann is staff and so an editor; Bob is neither.</summary>
    public static readonly Snapshot Bare = World.Build(
        new Change.TenantPut("acme", Suspended: false),
        new Change.TenantPut("hooli", Suspended: false),
        new Change.RolePut("", "editor", ["reports.read"]),
        new Change.RolePut("", "viewer", []),
        new Change.GroupPut(Staff, Acme, ["editor"]),
        new Change.GroupPut(Guests, Acme, []),
        new Change.UserPut(Ann, Acme, Active: true, NotBefore: 0),
        new Change.UserPut(Bob, Acme, Active: true, NotBefore: 0),
        new Change.UserPut(World.User("hooli", "eve"), Hooli, Active: true, NotBefore: 0),
        new Change.AliasPut(World.ExternalId("acme", "e"), Ann),
        new Change.MemberAdded(Staff, Ann));

    public static ResourceName Document(string id) => new("document", id);

    public static ResourceName Folder(string id) => new("folder", id);

    public static Change.GrantPut Grant(ResourceName resource, Grantee grantee, string permission) =>
        new(Acme, resource, grantee, permission, ActivePeriod.Always);

    public static Change.ResourceParentPut Inside(ResourceName resource, ResourceName parent) => new(Acme, resource, parent);

    public static Reason Ask(Snapshot snapshot, Hash128 user, string permission, ResourceName resource, long now = Now) =>
        snapshot.Check(new SubjectClaim(Acme, user, SubjectClaim.NoToken), Question.PermissionOn(permission, resource), now).Reason;
}
