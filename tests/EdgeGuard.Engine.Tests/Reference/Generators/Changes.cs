using System.Collections.Immutable;
using CsCheck;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;
using static EdgeGuard.Engine.Tests.Reference.Generators.Pool;

namespace EdgeGuard.Engine.Tests.Reference.Generators;

/// <summary>Changes, those among them that a state refuses.</summary>
internal static class Changes
{
    private static readonly Gen<(string Key, string Parent)> Placing = Gen.Frequency(
        (14, Any(("acme", ""), ("east", "acme"), ("shop", "east"), ("stall", "shop"), ("globex", ""))),
        (4, Gen.Select(Tenant, Gen.OneOf(AnyTenant, Gen.Const("")), (key, parent) => (key, parent))),
        (1, Gen.Select(Gen.OneOf(Any("", null!, "ü", new string('t', 129)), AnyTenant), Any("", null!, "ü"), (key, parent) => (key, parent))));

    private static readonly Gen<string> Scope = Gen.Frequency((20, Gen.Const("")), (20, Tenant), (1, Any("nowhere", null!)));

    private static readonly Gen<ImmutableArray<string>> RolePatterns = Gen.Frequency(
        (60, Gen.Frequency((9, Any(Patterns)), (1, Any("", "*"))).Array[0, 3].Select(patterns => patterns.ToImmutableArray())),
        (1, Any<ImmutableArray<string>>(default, [null!], ["\ud800"], [new string('p', StateLimits.MaxPattern + 1)],
            [.. Enumerable.Repeat("x", StateLimits.MaxList + 1)])));

    private static readonly Gen<PlanHolder> PlanHolders = Gen.Frequency(
        (20, TenantHash.Select(PlanHolder.Tenant)), (20, User.Select(PlanHolder.User)),
        (1, Gen.Select(Group, Any<byte>(0, 3, 4, 9), (hash, kind) => new PlanHolder((HolderKind)kind, hash))));

    private static readonly Gen<RoleHolder> RoleHolders = Gen.Frequency(
        (20, Group.Select(RoleHolder.Group)), (20, User.Select(RoleHolder.User)),
        (1, Gen.Select(TenantHash, Any<byte>(0, 1, 4, 9), (hash, kind) => new RoleHolder((HolderKind)kind, hash))));

    private static readonly Gen<Grantee> Grantees = Gen.Frequency(
        (20, Group.Select(Grantee.Group)), (20, User.Select(Grantee.User)), (30, Key(RoleKeys).Select(Grantee.RoleOf)),
        (1, Gen.Select(TenantHash, Any<byte>(0, 1, 9), (hash, kind) => new Grantee((HolderKind)kind, hash, ""))));

    private static readonly Gen<string> Treatments = Gen.Frequency((4, Gen.Const("true")), (8, Gen.Const("false")), (1, Any("True", "", "toString")));

    public static readonly Gen<Change> OfDirectory = Gen.Frequency(
        (8, Gen.Select(Placing, Gen.Int[0, 14], (place, dice) => (Change)new Change.TenantPut(place.Key, dice == 0, place.Parent))),
        (2, AnyTenant.Select(key => (Change)new Change.TenantRemoved(key))),
        (3, Any("shop", "stall").Select(key => (Change)new Change.TenantRemoved(key))),
        (8, Gen.Select(GroupAtHome, Gen.Int[0, 20], Tenant, SortedKeys(RoleKeys, 3), (group, dice, other, roles) =>
            (Change)new Change.GroupPut(group.Hash, World.Tenant(dice == 0 ? other : group.Home), roles))),
        (1, Gen.Select(Gen.OneOf(Group, Gen.Const(default(Hash128))), TenantHash, (group, tenant) => (Change)new Change.GroupPut(group, tenant, []))),
        (5, Group.Select(group => (Change)new Change.GroupRemoved(group))),
        (8, Gen.Select(UserAtHome, Gen.Int[0, 20], Tenant, Gen.Int[0, 7], Instants.NotBefore, (user, dice, other, active, notBefore) =>
            (Change)new Change.UserPut(user.Hash, World.Tenant(dice == 0 ? other : user.Home), active > 0, notBefore))),
        (5, Gen.Select(Gen.OneOf(Alias, Alias, Gen.OneOf(User, Gen.Const(default(Hash128)))), TenantHash, (user, tenant) =>
            (Change)new Change.UserPut(user, tenant, Active: true, NotBefore: 0))),
        (5, User.Select(user => (Change)new Change.UserRemoved(user))),
        (5, Gen.Select(Alias, User, (alias, user) => (Change)new Change.AliasPut(alias, user))),
        (3, Alias.Select(alias => (Change)new Change.AliasRemoved(alias))),
        (12, Member.Select(member => (Change)new Change.MemberAdded(member.Group, member.User))),
        (4, Member.Select(member => (Change)new Change.MemberRemoved(member.Group, member.User))),
        (6, Nesting.Select(nesting => (Change)new Change.GroupNested(nesting.Parent, nesting.Child))),
        (3, Nesting.Select(nesting => (Change)new Change.GroupUnnested(nesting.Parent, nesting.Child))),
        (6, Gen.Select(User, AttributesGen.KnownOrNot, (user, json) => (Change)new Change.UserAttributesPut(user, json))),
        (2, User.Select(user => (Change)new Change.UserAttributesRemoved(user))));

    private static readonly Gen<Change> OfCatalog = Gen.Frequency(
        (8, Gen.Select(Scope, Key(RoleKeys), RolePatterns, SortedKeys(RoleKeys, 2), (scope, key, patterns, parents) =>
            (Change)new Change.RolePut(scope, key, patterns) { Parents = parents })),
        (3, Gen.Select(Scope, Key(RoleKeys), (scope, key) => (Change)new Change.RoleRemoved(scope, key))),
        (7, Gen.Select(Key(FeatureKeys), SortedKeys(Patterns, 2), (key, links) => (Change)new Change.FeaturePut(key, links))),
        (2, Key(FeatureKeys).Select(key => (Change)new Change.FeatureRemoved(key))),
        (8, Gen.Select(Key(PlanKeys), SortedKeys(FeatureKeys, 3), Treatments, RulesGen.Text, (key, features, treatment, rules) =>
            (Change)new Change.PlanPut(key, features, treatment, rules))),
        (2, Key(PlanKeys).Select(key => (Change)new Change.PlanRemoved(key))),
        (8, Gen.Select(Key(FeatureKeys), Gen.Int[0, 5], Treatments, Treatments, RulesGen.Text, (key, dice, off, treatment, rules) =>
            (Change)new Change.FlagPut(key, dice > 0, off, treatment, rules))),
        (2, Key(FeatureKeys).Select(key => (Change)new Change.FlagRemoved(key))));

    private static readonly Gen<Change> OfRights = Gen.Frequency(
        (8, Gen.Select(TenantHash, Key(FeatureKeys), Instants.Expiry, (tenant, key, at) => (Change)new Change.TenantFeaturePut(tenant, key, at))),
        (2, Gen.Select(TenantHash, Key(FeatureKeys), (tenant, key) => (Change)new Change.TenantFeatureRemoved(tenant, key))),
        (8, Gen.Select(PlanHolders, Key(PlanKeys), Gen.Bool, Instants.Start, Instants.Expiry, (holder, plan, inherit, from, until) =>
            (Change)new Change.PlanAssigned(holder, plan, inherit, from, until))),
        (2, Gen.Select(PlanHolders, Key(PlanKeys), (holder, plan) => (Change)new Change.PlanUnassigned(holder, plan))),
        (10, Gen.Select(RoleHolders, TenantHash, Key(RoleKeys), Gen.Bool, Period, (holder, tenant, role, inherit, period) =>
            (Change)new Change.RoleAssigned(holder, tenant, role, inherit, period))),
        (4, Gen.Select(RoleHolders, TenantHash, Key(RoleKeys), (holder, tenant, role) => (Change)new Change.RoleUnassigned(holder, tenant, role))),
        (5, Gen.Select(User, TenantHash, Key(Patterns), Gen.Bool, Period, (user, tenant, pattern, inherit, period) =>
            (Change)new Change.PermissionAssigned(user, tenant, pattern, inherit, period))),
        (2, Gen.Select(User, TenantHash, Key(Patterns), (user, tenant, pattern) => (Change)new Change.PermissionUnassigned(user, tenant, pattern))),
        (14, Gen.Select(TenantHash, Resource, Grantees, Key(Patterns), Period, (tenant, resource, grantee, pattern, period) =>
            (Change)new Change.GrantPut(tenant, resource, grantee, pattern, period))),
        (3, Gen.Select(TenantHash, Resource, Grantees, Key(Patterns), (tenant, resource, grantee, pattern) =>
            (Change)new Change.GrantRemoved(tenant, resource, grantee, pattern))),
        (5, Gen.Select(TenantHash, Resource, Resource, (tenant, resource, parent) => (Change)new Change.ResourceParentPut(tenant, resource, parent))),
        (2, Gen.Select(TenantHash, Resource, (tenant, resource) => (Change)new Change.ResourceParentRemoved(tenant, resource))));

    /// <summary>Flags and plans, whose rules decide.</summary>
    public static Gen<Change> OfRules { get; } = Gen.OneOf(
        Gen.Select(Any(FeatureKeys), RulesGen.Text, (key, rules) => (Change)new Change.FlagPut(key, On: true, "false", "false", rules)),
        Gen.Select(Any(PlanKeys), SortedKeys(FeatureKeys, 3), RulesGen.Text, (key, features, rules) => (Change)new Change.PlanPut(key, features, "false", rules)));

    /// <summary>What decides about single resources.</summary>
    public static Gen<Change> OfGrants { get; } = Gen.Frequency(
        (6, Gen.Select(TenantHash, Resource, Grantees, Any(Patterns), Period, (tenant, resource, grantee, pattern, period) =>
            (Change)new Change.GrantPut(tenant, resource, grantee, pattern, period))),
        (2, Gen.Select(TenantHash, Resource, Resource, (tenant, resource, parent) => (Change)new Change.ResourceParentPut(tenant, resource, parent))),
        (1, Nesting.Select(nesting => (Change)new Change.GroupNested(nesting.Parent, nesting.Child))),
        (1, Gen.Select(RoleHolders, TenantHash, Any(RoleKeys), Gen.Bool, (holder, tenant, role, inherit) =>
            (Change)new Change.RoleAssigned(holder, tenant, role, inherit, ActivePeriod.Always))));

    public static Gen<Change> One { get; } = Gen.Frequency((3, OfDirectory), (2, OfCatalog), (3, OfRights));

    /// <summary>Changes, a removal that one row forbids, or once in a while a chain of tenants or resources as long as may be, or longer.</summary>
    public static Gen<Change[]> Some { get; } = Gen.Frequency(
        (40, One.Array[1, 10]), (3, Leavings.One),
        (1, Gen.Select(Gen.Int[StateLimits.MaxResourceDepth - 1, StateLimits.MaxResourceDepth + 1], Resource, (length, outer) => Chained(length, outer).ToArray())),
        (1, Gen.Int[StateLimits.MaxTenantDepth - 1, Chain.Length - 1].Select(length => Chained(length).ToArray())));

    /// <summary>Most of the tenants, users and groups, and what the directory knows of users, to begin with.</summary>
    public static Gen<Change[]> Directory { get; } = All(
        [
            .. Tenants.Select(key => Gen.Const<Change>(
                new Change.TenantPut(key, Suspended: false, key switch { "east" => "acme", "shop" or "stall" => "east", _ => "" }))),
            .. Homes.SelectMany(home => UserIds.Select(id => Gen.Const<Change>(
                new Change.UserPut(World.User(home, id), World.Tenant(home), Active: true, NotBefore: 0)))),
            .. Homes.SelectMany(home => GroupIds.Select(id => SortedKeys(RoleKeys, 2).Select(roles =>
                (Change)new Change.GroupPut(World.Group(home, id), World.Tenant(home), roles)))),
            .. Homes.SelectMany(home => GroupIds.Select(id => Any(UserIds).Select(user =>
                (Change)new Change.MemberAdded(World.Group(home, id), World.User(home, user))))),
            .. Homes.Select(home => Gen.Const<Change>(new Change.GroupNested(World.Group(home, GroupIds[1]), World.Group(home, GroupIds[0])))),
            .. RoleKeys.Select(key => RolePatterns.Select(patterns => (Change)new Change.RolePut("", key, patterns))),
            .. Homes.SelectMany(home => UserIds.Select(id => AttributesGen.Known.Select(json => (Change)new Change.UserAttributesPut(World.User(home, id), json)))),
        ]);

    /// <summary>The directory, and some of everything that gives rights.</summary>
    public static Gen<Change[]> Founding { get; } = Gen.Select(Directory, All(
        [
            .. FeatureKeys.Select(key => RulesGen.Text.Select(rules => (Change)new Change.FlagPut(key, On: true, "false", "false", rules))),
            .. PlanKeys.Select(key => Gen.Select(SortedKeys(FeatureKeys, 3), RulesGen.Text, (features, rules) =>
                (Change)new Change.PlanPut(key, features, "false", rules))),
            .. FeatureKeys.Select(key => SortedKeys(Patterns, 3).Select(links => (Change)new Change.FeaturePut(key, links))),
            .. Tenants.Concat(Tenants).Select(key => Gen.Select(Any(FeatureKeys), Instants.Expiry, (feature, at) =>
                (Change)new Change.TenantFeaturePut(World.Tenant(key), feature, at))),
            .. Tenants.Select(key => Gen.Select(Resource, Resource, (inner, outer) =>
                (Change)new Change.ResourceParentPut(World.Tenant(key), inner, outer))),
            .. Tenants.SelectMany(key => ResourceTypes.Select(type => Gen.Select(Any(ResourceIds), Grantees, Any(Patterns), (id, grantee, pattern) =>
                (Change)new Change.GrantPut(World.Tenant(key), new(type, id), grantee, pattern, ActivePeriod.Always)))),
        ]), (directory, rights) => directory.Concat(rights).ToArray());

    private static IEnumerable<Change> Chained(int length)
    {
        yield return new Change.TenantPut(Chain[0], Suspended: false);
        for (var index = 1; index <= length; index++)
            yield return new Change.TenantPut(Chain[index], Suspended: false, Chain[index - 1]);
        yield return new Change.TenantPut(Chain[0], Suspended: false, "acme");
        yield return new Change.TenantPut("acme", Suspended: false, Chain[length]);
    }

    // Resources of one tenant, each in the next, and all of them in another, in which there may be or come more.
    private static IEnumerable<Change> Chained(int length, ResourceName outer)
    {
        var tenant = World.Tenant("acme");
        for (var index = 1; index < length; index++)
            yield return new Change.ResourceParentPut(tenant, new("folder", $"link{index}"), new("folder", $"link{index + 1}"));
        yield return new Change.ResourceParentPut(tenant, new("document", "1"), new("folder", "link1"));
        yield return new Change.ResourceParentPut(tenant, new("folder", $"link{length}"), outer);
    }

    // Nearly all of these, in this order.
    private static Gen<Change[]> All(IEnumerable<Gen<Change>> changes) => changes.Aggregate(
        Gen.Const(Array.Empty<Change>()), (all, next) => Gen.Select(all, next, Gen.Int[0, 29], (before, change, dice) => dice == 0 ? before : [.. before, change]));
}
