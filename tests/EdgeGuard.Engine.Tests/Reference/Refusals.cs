using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>What is wrong with a change, in a state: of tenants, groups and users here.</summary>
internal static class Refusals
{
    public static IEnumerable<Refusal> Of(Rows rows, Change change) => change switch
    {
        Change.TenantPut c => TenantPut(rows, c),
        Change.TenantRemoved c => TenantRemoved(rows, c),
        Change.GroupPut c => GroupPut(rows, c),
        Change.GroupRemoved c => GroupRemoved(rows, c.Group),
        Change.UserPut c => UserPut(rows, c),
        Change.UserRemoved c => UserRemoved(rows, c.User),
        Change.AliasPut c => AliasPut(rows, c),
        Change.AliasRemoved => [],
        Change.MemberAdded c => MemberAdded(rows, c.Group, c.User),
        Change.MemberRemoved c => [.. Group(rows, c.Group), .. User(rows, c.User)],
        Change.GroupNested c => GroupNested(rows, c),
        Change.GroupUnnested c => [.. Group(rows, c.Parent), .. Group(rows, c.Child)],
        Change.UserAttributesPut c => [.. User(rows, c.User), .. If(!DirectoryAttributes.AreWellFormed(c.Attributes), Refusal.BadAttributes)],
        Change.UserAttributesRemoved c => User(rows, c.User),
        _ => RightsRefusals.Of(rows, change),
    };

    public static IEnumerable<Refusal> If(bool condition, Refusal refusal) => condition ? [refusal] : [];

    public static IEnumerable<Refusal> Tenant(Rows rows, Hash128 tenant) => If(!rows.Has<Change.TenantPut>(tenant), Refusal.UnknownTenant);

    public static IEnumerable<Refusal> Group(Rows rows, Hash128 group) => If(!rows.Has<Change.GroupPut>(group), Refusal.UnknownGroup);

    public static IEnumerable<Refusal> User(Rows rows, Hash128 user) => If(!rows.Has<Change.UserPut>(user), Refusal.UnknownUser);

    private static IEnumerable<Refusal> TenantPut(Rows rows, Change.TenantPut put)
    {
        if (put.Key is not { Length: > 0 and <= StateLimits.MaxTenantKey } || put.Key.Any(c => c > 127) || put.Parent is null)
            return [Refusal.BadName];
        var parent = World.Tenant(put.Parent);
        if (put.Parent.Length > 0 && !rows.Has<Change.TenantPut>(parent))
            return [Refusal.UnknownTenant];
        if (put.Parent.Length > 0 && Tree.UpFrom(rows, parent).Contains(World.Tenant(put.Key)))
            return [Refusal.TenantCircle];

        var after = rows.With(put);
        return If(after.All<Change.TenantPut>().Any(row => Tree.Above(after, World.Tenant(row.Key)).Count() > StateLimits.MaxTenantDepth), Refusal.TenantTooDeep);
    }

    private static IEnumerable<Refusal> TenantRemoved(Rows rows, Change.TenantRemoved removed)
    {
        if (removed.Key is null)
            return [Refusal.BadName];
        var tenant = World.Tenant(removed.Key);
        return
        [
            .. Tenant(rows, tenant),
            .. If(rows.All<Change.TenantPut>().Any(row => row.Parent == removed.Key), Refusal.TenantHasChildren),
            .. If(rows.All<Change.UserPut>().Any(row => row.Tenant == tenant), Refusal.TenantHasUsers),
            .. If(rows.All<Change.GroupPut>().Any(row => row.Tenant == tenant), Refusal.TenantHasGroups),
            .. If(rows.All<Change.TenantFeaturePut>().Any(row => row.Tenant == tenant), Refusal.TenantHasFeatures),
            .. If(rows.All<Change.RolePut>().Any(row => row.Scope == removed.Key), Refusal.TenantHasRoles),
            .. If(rows.All<Change.PlanAssigned>().Any(row => row.Holder == PlanHolder.Tenant(tenant)), Refusal.TenantHasPlans),
            .. If(rows.All<Change.RoleAssigned>().Any(row => row.Tenant == tenant), Refusal.TenantHasAssignments),
            .. If(rows.All<Change.PermissionAssigned>().Any(row => row.Tenant == tenant), Refusal.TenantHasAssignments),
            .. If(rows.All<Change.GrantPut>().Any(row => row.Tenant == tenant), Refusal.TenantHasGrants),
            .. If(rows.All<Change.ResourceParentPut>().Any(row => row.Tenant == tenant), Refusal.TenantHasGrants),
        ];
    }

    private static IEnumerable<Refusal> GroupPut(Rows rows, Change.GroupPut put) =>
    [
        .. If(put.Group.IsNone, Refusal.BadHash),
        .. Tenant(rows, put.Tenant),
        .. If(rows.Find<Change.GroupPut>(put.Group) is { } group && group.Tenant != put.Tenant, Refusal.GroupMoved),
        .. If(!Names.AreSortedNames(put.Roles, StateLimits.MaxKey), Refusal.BadList),
    ];

    private static IEnumerable<Refusal> GroupRemoved(Rows rows, Hash128 group) =>
    [
        .. Group(rows, group),
        .. If(rows.All<Change.MemberAdded>().Any(row => row.Group == group), Refusal.GroupHasMembers),
        .. If(rows.All<Change.GroupNested>().Any(row => row.Parent == group || row.Child == group), Refusal.GroupHasNestings),
        .. If(rows.All<Change.RoleAssigned>().Any(row => row.Holder == RoleHolder.Group(group)), Refusal.GroupHasAssignments),
        .. If(rows.All<Change.GrantPut>().Any(row => row.Grantee == Grantee.Group(group)), Refusal.GroupHasGrants),
    ];

    private static IEnumerable<Refusal> GroupNested(Rows rows, Change.GroupNested put) =>
    [
        .. Group(rows, put.Parent),
        .. Group(rows, put.Child),
        .. If(
            rows.Find<Change.GroupPut>(put.Parent) is { } outer && rows.Find<Change.GroupPut>(put.Child) is { } inner && outer.Tenant != inner.Tenant,
            Refusal.GroupInTwoTenants),
        .. If(Closure.Of([put.Parent], group => Groups.Around(rows, group)).Contains(put.Child), Refusal.GroupCircle),
    ];

    private static IEnumerable<Refusal> UserPut(Rows rows, Change.UserPut put) =>
    [
        .. If(put.User.IsNone, Refusal.BadHash),
        .. Tenant(rows, put.Tenant),
        .. If(rows.Has<Change.AliasPut>(put.User), Refusal.UserIsAlias),
        .. If(rows.Find<Change.UserPut>(put.User) is { } user && user.Tenant != put.Tenant, Refusal.UserMoved),
        .. If(put.NotBefore < 0 || put.NotBefore > ActivePeriod.LastInstant, Refusal.BadInstant),
    ];

    private static IEnumerable<Refusal> UserRemoved(Rows rows, Hash128 user) =>
    [
        .. User(rows, user),
        .. If(rows.All<Change.AliasPut>().Any(row => row.User == user), Refusal.UserHasAliases),
        .. If(rows.All<Change.RoleAssigned>().Any(row => row.Holder == RoleHolder.User(user)), Refusal.UserHasAssignments),
        .. If(rows.All<Change.PermissionAssigned>().Any(row => row.User == user), Refusal.UserHasAssignments),
        .. If(rows.All<Change.PlanAssigned>().Any(row => row.Holder == PlanHolder.User(user)), Refusal.UserHasPlans),
        .. If(rows.Has<Change.UserAttributesPut>(user), Refusal.UserHasAttributes),
        .. If(rows.All<Change.GrantPut>().Any(row => row.Grantee == Grantee.User(user)), Refusal.UserHasGrants),
    ];

    private static IEnumerable<Refusal> AliasPut(Rows rows, Change.AliasPut put) =>
    [
        .. If(put.Alias.IsNone, Refusal.BadHash),
        .. User(rows, put.User),
        .. If(rows.Has<Change.UserPut>(put.Alias), Refusal.AliasIsUser),
        .. If(rows.Find<Change.AliasPut>(put.Alias) is { } alias && alias.User != put.User, Refusal.AliasOfAnother),
    ];

    private static IEnumerable<Refusal> MemberAdded(Rows rows, Hash128 group, Hash128 user) =>
    [
        .. Group(rows, group),
        .. User(rows, user),
        .. If(
            rows.Find<Change.GroupPut>(group) is { } inGroup && rows.Find<Change.UserPut>(user) is { } member && inGroup.Tenant != member.Tenant,
            Refusal.MemberOfTwoTenants),
    ];
}
