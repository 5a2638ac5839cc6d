using System.Collections.Immutable;
using CsCheck;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Snapshots;

/// <summary>Changes and questions over a few names, so that they meet often, the refused ones included.</summary>
internal static class ChangeGen
{
    public static readonly string[] Tenants = ["acme", "umbrella", "hooli"];
    public static readonly string[] Features = ["sso", "constructor", "reports"];
    public static readonly string[] Roles = ["admin", "editor", "viewer", "auditor"];
    public static readonly string[] Permissions = ["documents.read", "documents.", "documents", "a.b\nc", "*", "documents.*", "x"];
    public static readonly long[] Instants = [-1, 0, 999, 1000, 1001, -2];

    private static readonly string[] Patterns = ["documents.read", "documents.*", "*", "a*c", "*.read", "x", "doc*s.*d", "documents.**", ""];

    private static readonly Gen<string> Tenant = Any(Tenants);
    private static readonly Gen<long> Instant = Any(Instants);
    private static readonly Gen<string> Role = Any(Roles);
    private static readonly Gen<string> Scope = Any("", "", "acme", "umbrella");

    // Of each tenant five users and five groups; one alias in four is a user's own id.
    private static readonly Gen<Hash128> User = Gen.Select(Gen.Int[0, 1], Gen.Int[1, 5], (tenant, id) => World.User(Tenants[tenant], $"u{id}"));
    private static readonly Gen<Hash128> Group = Gen.Select(Gen.Int[0, 1], Gen.Int[1, 5], (tenant, id) => World.Group(Tenants[tenant], $"g{id}"));

    private static readonly Gen<Hash128> Alias = Gen.Frequency(
        (3, Gen.Select(Gen.Int[0, 1], Gen.Int[1, 6], (tenant, id) => World.ExternalId(Tenants[tenant], $"e{id}"))), (1, User));

    private static readonly Gen<ImmutableArray<string>> RoleKeys =
        Role.Array[0, 3].Select(keys => keys.Distinct().Order(StringComparer.Ordinal).ToImmutableArray());

    public static readonly Gen<Change> Change = Gen.Frequency(
        (3, Gen.Select(Tenant, Gen.Int[0, 4], (key, dice) => (Change)new Change.TenantPut(key, dice == 0))),
        (1, Tenant.Select(key => (Change)new Change.TenantRemoved(key))),
        (4, Gen.Select(Scope, Role, Any(Patterns).Array[0, 4], (scope, key, patterns) => (Change)new Change.RolePut(scope, key, [.. patterns]))),
        (1, Gen.Select(Scope, Role, (scope, key) => (Change)new Change.RoleRemoved(scope, key))),
        (2, Gen.Select(Tenant, Any(Features), Instant, (tenant, key, at) => (Change)new Change.TenantFeaturePut(World.Tenant(tenant), key, at))),
        (1, Gen.Select(Tenant, Any(Features), (tenant, key) => (Change)new Change.TenantFeatureRemoved(World.Tenant(tenant), key))),
        (6, Gen.Select(Group, Gen.Int[0, 1], RoleKeys, (group, tenant, roles) => (Change)new Change.GroupPut(group, World.Tenant(Tenants[tenant]), roles))),
        (2, Group.Select(group => (Change)new Change.GroupRemoved(group))),
        (8, Gen.Select(User, Gen.Int[0, 1], Gen.Bool, Instant, (user, tenant, active, at) => (Change)new Change.UserPut(user, World.Tenant(Tenants[tenant]), active, Math.Max(0, at)))),
        (2, User.Select(user => (Change)new Change.UserRemoved(user))),
        (4, Gen.Select(Alias, User, (alias, user) => (Change)new Change.AliasPut(alias, user))),
        (2, Alias.Select(alias => (Change)new Change.AliasRemoved(alias))),
        (16, Gen.Select(Group, User, (group, user) => (Change)new Change.MemberAdded(group, user))),
        (5, Gen.Select(Group, User, (group, user) => (Change)new Change.MemberRemoved(group, user))));

    public static readonly Gen<(SubjectClaim Claim, Question Question)> Ask = Gen.Select(
        Tenant,
        Gen.Frequency((2, User), (2, Alias)),
        Instant,
        Gen.OneOf(
            Any(Permissions).Select(Question.Permission),
            Role.Select(Question.Role),
            Any(Features).Select(Question.Feature)),
        (tenant, subject, issuedAt, question) => (new SubjectClaim(World.Tenant(tenant), subject, issuedAt), question));

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
