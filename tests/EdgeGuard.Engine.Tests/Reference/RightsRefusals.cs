using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>What is wrong with a change of the catalog, of what is given to whom, or of resources.</summary>
internal static class RightsRefusals
{
    private const long Never = -1;

    public static IEnumerable<Refusal> Of(Rows rows, Change change) => change switch
    {
        Change.RolePut c => RolePut(rows, c),
        Change.RoleRemoved c => [.. Scope(rows, c.Scope), .. Text(c.Key)],
        Change.FeaturePut c => [.. Name(c.Key), .. If(!Names.AreSortedNames(c.LinkedPermissions, StateLimits.MaxPattern), Refusal.BadList)],
        Change.FeatureRemoved c => Text(c.Key),
        Change.PlanPut c =>
            [.. Name(c.Key), .. If(!Names.AreSortedNames(c.Features, StateLimits.MaxKey), Refusal.BadList), .. Text(c.DefaultTreatment), .. RulesText(c.Rules)],
        Change.PlanRemoved c => Text(c.Key),
        Change.FlagPut c => [.. Name(c.Feature), .. Text(c.OffTreatment), .. Text(c.DefaultTreatment), .. RulesText(c.Rules)],
        Change.FlagRemoved c => Text(c.Feature),
        Change.TenantFeaturePut c => [.. Refusals.Tenant(rows, c.Tenant), .. Name(c.Feature), .. Expiry(c.ExpiresAt)],
        Change.TenantFeatureRemoved c => [.. Refusals.Tenant(rows, c.Tenant), .. Text(c.Feature)],
        Change.PlanAssigned c => [.. Holder(rows, c.Holder), .. Name(c.Plan), .. Expiry(c.ExpiresAt), .. Start(c.ActiveFrom),
            .. Full(rows, c, row => row.Holder == c.Holder, StateLimits.MaxAssignedPlans)],
        Change.PlanUnassigned c => [.. Holder(rows, c.Holder), .. Text(c.Plan)],
        Change.RoleAssigned c => [.. Holder(rows, c.Holder), .. Refusals.Tenant(rows, c.Tenant), .. Name(c.Role), .. Period(c.Period),
            .. Full(rows, c, row => row.Holder == c.Holder, StateLimits.MaxAssigned)],
        Change.RoleUnassigned c => [.. Holder(rows, c.Holder), .. Refusals.Tenant(rows, c.Tenant), .. Text(c.Role)],
        Change.PermissionAssigned c => [.. Refusals.User(rows, c.User), .. Refusals.Tenant(rows, c.Tenant), .. Pattern(c.Pattern), .. Period(c.Period),
            .. Full(rows, c, row => row.User == c.User, StateLimits.MaxAssigned)],
        Change.PermissionUnassigned c => [.. Refusals.User(rows, c.User), .. Refusals.Tenant(rows, c.Tenant), .. Text(c.Pattern)],
        Change.GrantPut c => [.. Refusals.Tenant(rows, c.Tenant), .. Resource(c.Resource), .. Grantee(rows, c.Grantee), .. Pattern(c.Permission),
            .. Period(c.Period)],
        Change.GrantRemoved c => [.. Refusals.Tenant(rows, c.Tenant), .. ResourceText(c.Resource),
            .. c.Grantee.Kind == HolderKind.Role ? Text(c.Grantee.Role) : Grantee(rows, c.Grantee), .. Text(c.Permission)],
        Change.ResourceParentPut c => ResourceParentPut(rows, c),
        Change.ResourceParentRemoved c => [.. Refusals.Tenant(rows, c.Tenant), .. ResourceText(c.Resource)],
        _ => throw new ArgumentException(change.GetType().Name, nameof(change)),
    };

    private static IEnumerable<Refusal> RolePut(Rows rows, Change.RolePut put)
    {
        IEnumerable<Refusal> named = [.. Scope(rows, put.Scope), .. Name(put.Key)];
        if (named.Any())
            return named;
        if (!Names.AreTexts(put.Patterns, StateLimits.MaxPattern) || !Names.AreSortedNames(put.Parents, StateLimits.MaxKey) || put.Parents.Length > StateLimits.MaxRoleParents)
            return [Refusal.BadList];

        var after = rows.With(put);
        return If(Closure.IsCircle(put, role => Roles.Parents(after, role)), Refusal.RoleCircle);
    }

    // The key of a tenant, or empty.
    private static IEnumerable<Refusal> Scope(Rows rows, string scope) =>
        scope is null ? [Refusal.BadName] : If(scope.Length > 0 && !rows.Has<Change.TenantPut>(World.Tenant(scope)), Refusal.UnknownTenant);

    private static IEnumerable<Refusal> ResourceParentPut(Rows rows, Change.ResourceParentPut put)
    {
        if (!rows.Has<Change.TenantPut>(put.Tenant))
            return [Refusal.UnknownTenant];
        if (!Names.IsResource(put.Resource) || !Names.IsResource(put.Parent))
            return [Refusal.BadName];
        var around = Grants.Around(rows, put.Tenant, put.Parent);
        if (around.Contains(put.Resource))
            return [Refusal.ResourceCircle];
        return If(around.Count + Grants.LevelsIn(rows, put.Tenant, put.Resource) > StateLimits.MaxResourceDepth, Refusal.ResourceTooDeep);
    }

    private static IEnumerable<Refusal> Holder(Rows rows, PlanHolder holder) => holder.Kind switch
    {
        HolderKind.Tenant => Refusals.Tenant(rows, holder.Hash),
        HolderKind.User => Refusals.User(rows, holder.Hash),
        _ => [Refusal.BadHolder],
    };

    private static IEnumerable<Refusal> Holder(Rows rows, RoleHolder holder) => holder.Kind switch
    {
        HolderKind.Group => Refusals.Group(rows, holder.Hash),
        HolderKind.User => Refusals.User(rows, holder.Hash),
        _ => [Refusal.BadHolder],
    };

    private static IEnumerable<Refusal> Grantee(Rows rows, Grantee grantee) => grantee.Kind switch
    {
        HolderKind.Group => Refusals.Group(rows, grantee.Hash),
        HolderKind.User => Refusals.User(rows, grantee.Hash),
        HolderKind.Role => Name(grantee.Role),
        _ => [Refusal.BadHolder],
    };

    private static IEnumerable<Refusal> Full<T>(Rows rows, T put, Func<T, bool> isOfHolder, int most)
        where T : Change =>
        If(rows.All<T>().Count(row => isOfHolder(row) && !RowKey.Of(row).Equals(RowKey.Of(put))) >= most, Refusal.HolderFull);

    private static IEnumerable<Refusal> Expiry(long instant) => If(instant != Never && !ActivePeriod.IsInstant(instant), Refusal.BadInstant);

    private static IEnumerable<Refusal> Start(long instant) => If(instant != ActivePeriod.Beginning && !ActivePeriod.IsInstant(instant), Refusal.BadInstant);

    private static IEnumerable<Refusal> Period(ActivePeriod period) => If(!period.IsValid, Refusal.BadPeriod);

    private static IEnumerable<Refusal> Name(string name) => If(!Names.IsName(name, StateLimits.MaxKey), Refusal.BadName);

    private static IEnumerable<Refusal> Pattern(string pattern) => If(!Names.IsName(pattern, StateLimits.MaxPattern), Refusal.BadName);

    private static IEnumerable<Refusal> Resource(ResourceName resource) => If(!Names.IsResource(resource), Refusal.BadName);

    private static IEnumerable<Refusal> ResourceText(ResourceName resource) => [.. Text(resource.Type), .. Text(resource.Id)];

    private static IEnumerable<Refusal> Text(string text) => If(!Names.IsText(text), Refusal.BadName);

    private static IEnumerable<Refusal> RulesText(string rules) =>
        If(!Names.IsText(rules) || rules.Length > StateLimits.MaxRules || !Rules.AreWellFormed(rules), Refusal.BadRules);

    private static IEnumerable<Refusal> If(bool condition, Refusal refusal) => Refusals.If(condition, refusal);
}
