using System.Collections.Immutable;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Snapshots;

/// <summary>Each rule that a change may break. What is refused leaves the state as it was.</summary>
public sealed class RefusalTests
{
    private static readonly Snapshot State = World.Build(
    [
        new Change.TenantPut("acme", Suspended: false),
        new Change.TenantPut("hooli", Suspended: false),
        new Change.TenantPut("features", Suspended: false),
        new Change.TenantPut("roles", Suspended: false),
        new Change.TenantPut("groups", Suspended: false),
        new Change.TenantFeaturePut(World.Tenant("features"), "sso", -1),
        new Change.RolePut("roles", "admin", ["*"]),
        new Change.GroupPut(World.Group("groups", "g"), World.Tenant("groups"), []),
        new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), ["admin"]),
        new Change.GroupPut(World.Group("hooli", "g"), World.Tenant("hooli"), []),
        new Change.UserPut(World.User("acme", "u"), World.Tenant("acme"), Active: true, NotBefore: 0),
        new Change.UserPut(World.User("acme", "v"), World.Tenant("acme"), Active: true, NotBefore: 0),
        new Change.AliasPut(World.ExternalId("acme", "e"), World.User("acme", "u")),
        new Change.MemberAdded(World.Group("acme", "g"), World.User("acme", "u")),
        new Change.TenantPut("given", Suspended: false),
        new Change.GroupPut(World.Group("acme", "given"), World.Tenant("acme"), []),
        new Change.RoleAssigned(RoleHolder.Group(World.Group("acme", "given")), World.Tenant("given"), "admin", Inherit: true, ActivePeriod.Always),
        .. ((string[])["role", "permission", "attributes"]).Select(user => new Change.UserPut(World.User("acme", user), World.Tenant("acme"), Active: true, NotBefore: 0)),
        new Change.RoleAssigned(RoleHolder.User(World.User("acme", "role")), World.Tenant("acme"), "admin", Inherit: false, new ActivePeriod(1, 2)),
        new Change.PermissionAssigned(World.User("acme", "permission"), World.Tenant("acme"), "a.*", Inherit: false, ActivePeriod.Always),
        new Change.UserAttributesPut(World.User("acme", "attributes"), "{}"),
    ]);

    private static readonly string Long = new('x', 257);

    public static TheoryData<Change, string> Refused => new()
    {
        { new Change.TenantPut("", Suspended: false), "a tenant key that is not 1 to 128 ASCII characters" },
        { new Change.TenantPut(new string('x', 129), Suspended: false), "a tenant key that is not 1 to 128 ASCII characters" },
        { new Change.TenantPut("é", Suspended: false), "a tenant key that is not 1 to 128 ASCII characters" },
        { new Change.TenantRemoved("nobody"), "an unknown tenant" },
        { new Change.TenantRemoved("acme"), "a tenant removed while it has users" },
        { new Change.TenantRemoved("groups"), "a tenant removed while it has groups" },
        { new Change.TenantRemoved("features"), "a tenant removed while it has features" },
        { new Change.TenantRemoved("roles"), "a tenant removed while it has roles" },
        { new Change.RolePut("nobody", "admin", []), "an unknown tenant" },
        { new Change.RolePut("", "", []), "a role's key is empty" },
        { new Change.RolePut("", "admin", default), "a role's patterns are missing" },
        { new Change.RoleRemoved("nobody", "admin"), "an unknown tenant" },
        { new Change.TenantFeaturePut(World.Tenant("nobody"), "sso", -1), "an unknown tenant" },
        { new Change.TenantFeaturePut(World.Tenant("acme"), "", -1), "a feature's key is empty" },
        { new Change.TenantFeatureRemoved(World.Tenant("nobody"), "sso"), "an unknown tenant" },
        { new Change.GroupPut(default, World.Tenant("acme"), []), "a group without an id" },
        { new Change.GroupPut(World.Group("acme", "n"), World.Tenant("nobody"), []), "an unknown tenant" },
        { new Change.GroupPut(World.Group("acme", "g"), World.Tenant("hooli"), []), "a group moved to another tenant" },
        { new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), ["b", "a"]), "a group's role keys[1] is out of order" },
        { new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), ["a", "a"]), "a group's role keys[1] is there twice" },
        { new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), [""]), "a group's role keys[0] is empty" },
        { new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), default(ImmutableArray<string>)), "a group's role keys are missing" },
        { new Change.GroupRemoved(World.Group("acme", "n")), "an unknown group" },
        { new Change.GroupRemoved(World.Group("acme", "g")), "a group removed while it has members" },
        { new Change.UserPut(default, World.Tenant("acme"), Active: true, NotBefore: 0), "a user without an id" },
        { new Change.UserPut(World.User("acme", "n"), World.Tenant("nobody"), Active: true, NotBefore: 0), "an unknown tenant" },
        { new Change.UserPut(World.User("acme", "u"), World.Tenant("hooli"), Active: true, NotBefore: 0), "a user moved to another tenant" },
        { new Change.UserPut(World.ExternalId("acme", "e"), World.Tenant("acme"), Active: true, NotBefore: 0), "a user whose id is an alias" },
        { new Change.UserPut(World.User("acme", "u"), World.Tenant("acme"), Active: true, NotBefore: -1), "a not-before mark that is no instant" },
        { new Change.UserPut(World.User("acme", "u"), World.Tenant("acme"), Active: true, NotBefore: ActivePeriod.LastInstant + 1), "a not-before mark that is no instant" },
        { new Change.UserPut(World.User("acme", "u"), World.Tenant("acme"), Active: true, NotBefore: long.MaxValue), "a not-before mark that is no instant" },
        { new Change.UserRemoved(World.User("acme", "n")), "an unknown user" },
        { new Change.UserRemoved(World.ExternalId("acme", "e")), "an unknown user" },
        { new Change.UserRemoved(World.User("acme", "u")), "a user removed while it has aliases" },
        { new Change.AliasPut(World.ExternalId("acme", "n"), World.User("acme", "n")), "an unknown user" },
        { new Change.AliasPut(default, World.User("acme", "u")), "an alias without a hash" },
        { new Change.AliasPut(World.ExternalId("acme", "e"), World.User("acme", "v")), "an alias of another user" },
        { new Change.AliasPut(World.User("acme", "v"), World.User("acme", "u")), "an alias that is a user's id" },
        { new Change.AliasPut(World.User("acme", "u"), World.User("acme", "u")), "an alias that is a user's id" },
        { new Change.MemberAdded(World.Group("acme", "n"), World.User("acme", "u")), "an unknown group" },
        { new Change.MemberAdded(World.Group("acme", "g"), World.User("acme", "n")), "an unknown user" },
        { new Change.MemberAdded(World.Group("hooli", "g"), World.User("acme", "u")), "a group and a user of two tenants" },
        { new Change.MemberRemoved(World.Group("acme", "n"), World.User("acme", "u")), "an unknown group" },
        { new Change.MemberRemoved(World.Group("acme", "g"), World.User("acme", "n")), "an unknown user" },
        { new Change.TenantPut(null!, Suspended: false), "a tenant key that is not 1 to 128 ASCII characters" },
        { new Change.TenantPut("new", Suspended: false, null!), "a tenant's parent is missing" },
        { new Change.TenantRemoved(null!), "an unknown tenant" },
        { new Change.TenantRemoved("given"), "a tenant removed while roles or permissions are given in it" },
        { new Change.TenantFeaturePut(World.Tenant("acme"), Long, -1), "a feature's key has more than 256 characters" },
        { new Change.TenantFeaturePut(World.Tenant("acme"), null!, -1), "a feature's key is missing" },
        { new Change.TenantFeaturePut(World.Tenant("acme"), "a\uD800b", -1), "a feature's key has half a surrogate pair at 1" },
        { new Change.TenantFeaturePut(World.Tenant("acme"), "sso", ActivePeriod.LastInstant + 1), "an expiry that is no instant" },
        { new Change.TenantFeaturePut(World.Tenant("acme"), "sso", long.MinValue), "an expiry that is no instant" },
        { new Change.TenantFeatureRemoved(World.Tenant("acme"), null!), "a feature's key is missing" },
        { new Change.RolePut(null!, "admin", []), "a role's scope is missing" },
        { new Change.RolePut("", null!, []), "a role's key is missing" },
        { new Change.RolePut("", Long, []), "a role's key has more than 256 characters" },
        { new Change.RolePut("", "admin", ["a", null!]), "a role's patterns[1] is missing" },
        { new Change.RolePut("", "admin", [new string('x', 1025)]), "a role's patterns[0] has more than 1,024 characters" },
        { new Change.RolePut("", "admin", ["\uDC00"]), "a role's patterns[0] has half a surrogate pair at 0" },
        { new Change.RolePut("", "admin", [.. Enumerable.Repeat("a", 10_001)]), "a role's patterns are more than 10,000" },
        { new Change.RolePut("", "admin", []) { Parents = default }, "a role's parents are missing" },
        { new Change.RolePut("", "admin", []) { Parents = ["b", "a"] }, "a role's parents[1] is out of order" },
        { new Change.RolePut("", "admin", []) { Parents = ["a", "a"] }, "a role's parents[1] is there twice" },
        { new Change.RolePut("", "admin", []) { Parents = [.. Enumerable.Range(100, 65).Select(parent => $"{parent}")] }, "a role's parents are more than 64" },
        { new Change.RolePut("", "admin", []) { Parents = [""] }, "a role's parents[0] is empty" },
        { new Change.RoleRemoved(null!, "admin"), "a role's scope is missing" },
        { new Change.RoleRemoved("", null!), "a role's key is missing" },
        { new Change.RoleRemoved("", "\uD800"), "a role's key has half a surrogate pair at 0" },
        { new Change.TenantFeatureRemoved(World.Tenant("acme"), "\uD800"), "a feature's key has half a surrogate pair at 0" },
        { new Change.RoleUnassigned(RoleHolder.User(World.User("acme", "u")), World.Tenant("acme"), "\uD800"), "an assigned role's key has half a surrogate pair at 0" },
        { new Change.PermissionUnassigned(World.User("acme", "u"), World.Tenant("acme"), "\uD800"), "an assigned permission has half a surrogate pair at 0" },
        { new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), [Long]), "a group's role keys[0] has more than 256 characters" },
        { new Change.GroupRemoved(World.Group("acme", "given")), "a group removed while roles are assigned to it" },
        { new Change.UserRemoved(World.User("acme", "role")), "a user removed while roles are assigned to it" },
        { new Change.UserRemoved(World.User("acme", "permission")), "a user removed while permissions are assigned to it" },
        { new Change.UserRemoved(World.User("acme", "attributes")), "a user removed while it has attributes" },
        { Role(RoleHolder.User(World.User("acme", "n"))), "an unknown user" },
        { Role(RoleHolder.User(World.ExternalId("acme", "e"))), "an unknown user" },
        { Role(RoleHolder.Group(World.Group("acme", "n"))), "an unknown group" },
        { Role(default), "a role assigned to what is neither user nor group" },
        { Role(new RoleHolder(HolderKind.Tenant, World.Tenant("acme"))), "a role assigned to what is neither user nor group" },
        { Role(RoleHolder.User(World.User("acme", "u"))) with { Tenant = World.Tenant("nobody") }, "an unknown tenant" },
        { Role(RoleHolder.User(World.User("acme", "u"))) with { Role = "" }, "an assigned role's key is empty" },
        { Role(RoleHolder.User(World.User("acme", "u"))) with { Role = Long }, "an assigned role's key has more than 256 characters" },
        { Role(RoleHolder.User(World.User("acme", "u"))) with { Role = null! }, "an assigned role's key is missing" },
        { Role(RoleHolder.User(World.User("acme", "u"))) with { Period = new(2, 1) }, "a role assigned for a period that is out of range or ends before it begins" },
        { Role(RoleHolder.User(World.User("acme", "u"))) with { Period = new(0, ActivePeriod.LastInstant + 1) }, "a role assigned for a period that is out of range or ends before it begins" },
        { new Change.RoleUnassigned(RoleHolder.User(World.User("acme", "n")), World.Tenant("acme"), "admin"), "an unknown user" },
        { new Change.RoleUnassigned(RoleHolder.User(World.User("acme", "u")), World.Tenant("nobody"), "admin"), "an unknown tenant" },
        { new Change.RoleUnassigned(RoleHolder.User(World.User("acme", "u")), World.Tenant("acme"), null!), "an assigned role's key is missing" },
        { Permission("u") with { User = World.User("acme", "n") }, "an unknown user" },
        { Permission("u") with { Tenant = World.Tenant("nobody") }, "an unknown tenant" },
        { Permission("u") with { Pattern = "" }, "an assigned permission is empty" },
        { Permission("u") with { Pattern = new string('x', 1025) }, "an assigned permission has more than 1,024 characters" },
        { Permission("u") with { Pattern = "\uD83D." }, "an assigned permission has half a surrogate pair at 0" },
        { Permission("u") with { Period = new(long.MinValue + 1, 0) }, "a permission assigned for a period that is out of range or ends before it begins" },
        { new Change.PermissionUnassigned(World.User("acme", "n"), World.Tenant("acme"), "a"), "an unknown user" },
        { new Change.PermissionUnassigned(World.User("acme", "u"), World.Tenant("acme"), null!), "an assigned permission is missing" },
        { new Change.UserAttributesPut(World.User("acme", "n"), "{}"), "an unknown user" },
        { new Change.UserAttributesPut(World.User("acme", "u"), null!), "the text of a user's attributes is missing" },
        { new Change.UserAttributesPut(World.User("acme", "u"), ""), "the text of a user's attributes is empty" },
        { new Change.UserAttributesRemoved(World.User("acme", "n")), "an unknown user" },
        { new Change.GroupNested(World.Group("acme", "g"), World.Group("hooli", "g")), "two groups of two tenants" },
    };

    public static TheoryData<Change> WithoutEffect => new()
    {
        { new Change.TenantPut("acme", Suspended: false) },
        { new Change.RolePut("roles", "admin", ["*"]) },
        { new Change.RoleRemoved("", "none") },
        { new Change.RoleRemoved("acme", "none") },
        { new Change.TenantFeaturePut(World.Tenant("features"), "sso", -1) },
        { new Change.TenantFeatureRemoved(World.Tenant("acme"), "none") },
        { new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), ["admin"]) },
        { new Change.UserPut(World.User("acme", "u"), World.Tenant("acme"), Active: true, NotBefore: 0) },
        { new Change.AliasPut(World.ExternalId("acme", "e"), World.User("acme", "u")) },
        { new Change.AliasRemoved(World.ExternalId("acme", "none")) },
        { new Change.MemberAdded(World.Group("acme", "g"), World.User("acme", "u")) },
        { new Change.MemberRemoved(World.Group("acme", "g"), World.User("acme", "v")) },
        { new Change.RoleRemoved("", "") },
        { new Change.TenantFeatureRemoved(World.Tenant("acme"), "") },
        { new Change.GroupUnnested(World.Group("acme", "g"), World.Group("acme", "given")) },
        { new Change.RoleUnassigned(RoleHolder.User(World.User("acme", "u")), World.Tenant("acme"), "admin") },
        { new Change.RoleUnassigned(RoleHolder.User(World.User("acme", "role")), World.Tenant("hooli"), "admin") },
        { new Change.RoleUnassigned(RoleHolder.Group(World.Group("acme", "given")), World.Tenant("given"), "") },
        { new Change.PermissionUnassigned(World.User("acme", "u"), World.Tenant("acme"), "a.*") },
        { new Change.UserAttributesRemoved(World.User("acme", "u")) },
        { new Change.UserAttributesPut(World.User("acme", "attributes"), "{}") },
        { Permission("permission") },
        { Role(RoleHolder.User(World.User("acme", "role"))) },
    };

    private static Change.RoleAssigned Role(RoleHolder holder) => new(holder, World.Tenant("acme"), "admin", Inherit: false, new ActivePeriod(1, 2));

    private static Change.PermissionAssigned Permission(string user) =>
        new(World.User("acme", user), World.Tenant("acme"), "a.*", Inherit: false, ActivePeriod.Always);

    [Theory]
    [MemberData(nameof(Refused))]
    public void TryApply_BrokenRule_RefusesAndNamesIt(Change change, string fault)
    {
        var builder = State.ToBuilder();

        builder.TryApply(change, out var named).ShouldBeFalse();

        named.ShouldBe(fault);
        builder.Digest.ShouldBe(State.Digest);
        builder.Build(World.Epoch, 2).Export().ToHashSet().SetEquals(State.Export()).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(WithoutEffect))]
    public void TryApply_NothingToChange_AppliesAndKeepsTheDigest(Change change)
    {
        var builder = State.ToBuilder();

        builder.TryApply(change, out var fault).ShouldBeTrue(fault);

        builder.Digest.ShouldBe(State.Digest);
        builder.Build(World.Epoch, 2).Export().ToHashSet().SetEquals(State.Export()).ShouldBeTrue();
    }

    [Fact]
    public void GetHashCode_ListsThatAreMissing_IsThatOfAnEqualOne()
    {
        Change[] missing =
        [
            new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), default),
            new Change.RolePut("", "admin", default) { Parents = default },
            new Change.FeaturePut("sso", default),
            new Change.PlanPut("pro", default, "true", "[]"),
        ];

        foreach (var change in missing)
            (change with { }).GetHashCode().ShouldBe(change.GetHashCode());
    }

    [Fact]
    public void TryApply_TenantWithNothingLeft_IsRemoved()
    {
        var emptied = World.Apply(
            World.Build(new Change.TenantPut("acme", Suspended: false)),
            new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), []),
            new Change.UserPut(World.User("acme", "u"), World.Tenant("acme"), Active: true, NotBefore: 0),
            new Change.AliasPut(World.ExternalId("acme", "e"), World.User("acme", "u")),
            new Change.MemberAdded(World.Group("acme", "g"), World.User("acme", "u")),
            new Change.RolePut("acme", "admin", []),
            new Change.TenantFeaturePut(World.Tenant("acme"), "sso", 1),
            new Change.AliasRemoved(World.ExternalId("acme", "e")),
            new Change.UserRemoved(World.User("acme", "u")), // Its membership goes with it.
            new Change.GroupRemoved(World.Group("acme", "g")),
            new Change.RoleRemoved("acme", "admin"),
            new Change.TenantFeatureRemoved(World.Tenant("acme"), "sso"),
            new Change.TenantRemoved("acme"));

        emptied.Digest.IsNone.ShouldBeTrue();
        emptied.Export().ShouldBeEmpty();
        (emptied.TenantCount, emptied.GroupCount, emptied.UserCount).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void Build_Twice_IsAMistake()
    {
        var builder = State.ToBuilder();
        builder.Build(World.Epoch, 2);

        Should.Throw<InvalidOperationException>(() => builder.Build(World.Epoch, 3));
        Should.Throw<InvalidOperationException>(() => builder.TryApply(new Change.TenantPut("late", Suspended: false), out _));
        Should.Throw<InvalidOperationException>(() => builder.Digest);
    }
}
