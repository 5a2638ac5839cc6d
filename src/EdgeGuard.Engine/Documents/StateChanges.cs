using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Documents;

/// <summary>Turns a state into changes, each after what it refers to.</summary>
public static class StateChanges
{
    /// <summary>The puts that build <paramref name="state"/> from nothing. Names become hashes by <paramref name="hasher"/>.</summary>
    public static IEnumerable<StateChange> Of(StateDocument state, DirectoryHasher hasher) =>
        Tenants(state)
            .Concat(Catalog(state))
            .Concat(state.Tenants.SelectMany(t => Belongings(t, hasher)))
            .Concat(state.Groups.Select(g => Group(g, hasher)))
            .Concat(state.Users.SelectMany(u => User(u, hasher)))
            .Concat(state.Groups.SelectMany(g => Members(g, hasher)))
            .Concat(state.Resources.Select(r => new StateChange(new Change.ResourceParentPut(hasher.Tenant(r.Tenant), r.Resource, r.Parent), r.Place)))
            .Concat(state.Grants.Select(g => Grant(g, hasher)));

    /// <summary>The rules of a plan or flag as one JSON array.</summary>
    public static string RulesJson(IEnumerable<RuleEntry> rules) => $"[{string.Join(',', rules.Select(r => r.Rule.ToJson()))}]";

    /// <summary>The put of a role.</summary>
    public static Change.RolePut RolePut(RoleEntry role) => new(role.Tenant, role.Key, role.Permissions) { Parents = Sorted(role.Parents) };

    /// <summary>The put of a plan.</summary>
    public static Change.PlanPut PlanPut(PlanEntry plan) => new(plan.Key, Sorted(plan.Features), plan.DefaultTreatment, RulesJson(plan.Rules));

    /// <summary>The put of a flag.</summary>
    public static Change.FlagPut FlagPut(FlagEntry flag) => new(flag.Feature, flag.On, flag.OffTreatment, flag.DefaultTreatment, RulesJson(flag.Rules));

    /// <summary>The put of a grant.</summary>
    public static Change.GrantPut GrantPut(GrantEntry grant, DirectoryHasher hasher) =>
        new(hasher.Tenant(grant.Tenant), grant.Resource, GranteeOf(grant.Grantee, hasher), grant.Permission, grant.Period);

    // Parents first. Those in a circle come last, in their own order, and are refused by whoever applies them.
    private static IEnumerable<StateChange> Tenants(StateDocument state)
    {
        var waiting = state.Tenants.ToLookup(t => t.Parent, StringComparer.Ordinal);
        var keys = state.Tenants.Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        var ready = new Queue<TenantEntry>(state.Tenants.Where(t => !keys.Contains(t.Parent)));
        var given = new HashSet<string>(StringComparer.Ordinal);
        while (ready.TryDequeue(out var tenant))
        {
            given.Add(tenant.Key);
            yield return Put(tenant);
            foreach (var child in waiting[tenant.Key])
                ready.Enqueue(child);
        }

        foreach (var tenant in state.Tenants.Where(t => !given.Contains(t.Key)))
            yield return Put(tenant);

        static StateChange Put(TenantEntry tenant) => new(new Change.TenantPut(tenant.Key, tenant.Suspended, tenant.Parent), tenant.Place);
    }

    private static IEnumerable<StateChange> Catalog(StateDocument state) =>
        state.Roles.Select(r => new StateChange(RolePut(r), r.Place))
            .Concat(state.Features.Select(f => new StateChange(new Change.FeaturePut(f.Key, Sorted(f.LinkedPermissions)), f.Place)))
            .Concat(state.Plans.Select(p => new StateChange(PlanPut(p), p.Place)))
            .Concat(state.Flags.Select(f => new StateChange(FlagPut(f), f.Place)));

    private static IEnumerable<StateChange> Belongings(TenantEntry tenant, DirectoryHasher hasher)
    {
        var hash = hasher.Tenant(tenant.Key);
        return tenant.Features.Select(f => new StateChange(new Change.TenantFeaturePut(hash, f.Feature, f.ExpiresAt), f.Place))
            .Concat(tenant.Plans.Select(p => Plan(p, PlanHolder.Tenant(hash))));
    }

    private static StateChange Plan(PlanAssignmentEntry plan, PlanHolder holder) =>
        new(new Change.PlanAssigned(holder, plan.Plan, plan.Inherit, plan.From, plan.ExpiresAt), plan.Place);

    private static StateChange Group(GroupEntry group, DirectoryHasher hasher) =>
        new(new Change.GroupPut(GroupHash(group.Tenant, group.Id, hasher), hasher.Tenant(group.Tenant), Sorted(group.Roles)), group.Place);

    private static IEnumerable<StateChange> User(UserEntry user, DirectoryHasher hasher)
    {
        var tenant = hasher.Tenant(user.Tenant);
        var hash = UserHash(user.Tenant, user.Id, hasher);
        yield return new(new Change.UserPut(hash, tenant, user.Active, user.NotBefore), user.Place);
        if (user.UserName is { } userName)
            yield return Alias(SubjectKeyKind.UserName, userName);
        if (user.ExternalId is { } externalId)
            yield return Alias(SubjectKeyKind.ExternalId, externalId);
        foreach (var email in user.Emails)
            yield return Alias(SubjectKeyKind.Email, email);
        if (user.Attributes is { } attributes)
            yield return new(new Change.UserAttributesPut(hash, attributes), user.Place);
        foreach (var role in user.Roles)
            yield return Role(role, RoleHolder.User(hash), hasher);
        foreach (var p in user.Permissions)
            yield return new(new Change.PermissionAssigned(hash, hasher.Tenant(p.Tenant), p.Permission, p.Inherit, p.Period), p.Place);
        foreach (var plan in user.Plans)
            yield return Plan(plan, PlanHolder.User(hash));

        StateChange Alias(SubjectKeyKind kind, string value) => new(new Change.AliasPut(hasher.Subject(tenant, kind, value), hash), user.Place);
    }

    private static IEnumerable<StateChange> Members(GroupEntry group, DirectoryHasher hasher)
    {
        var hash = GroupHash(group.Tenant, group.Id, hasher);
        return group.Members.Select(m => new StateChange(new Change.MemberAdded(hash, UserHash(group.Tenant, m.Name, hasher)), m.Place))
            .Concat(group.Groups.Select(g => new StateChange(new Change.GroupNested(hash, GroupHash(group.Tenant, g.Name, hasher)), g.Place)))
            .Concat(group.Assignments.Select(a => Role(a, RoleHolder.Group(hash), hasher)));
    }

    private static StateChange Role(RoleAssignmentEntry role, RoleHolder holder, DirectoryHasher hasher) =>
        new(new Change.RoleAssigned(holder, hasher.Tenant(role.Tenant), role.Role, role.Inherit, role.Period), role.Place);

    private static StateChange Grant(GrantEntry grant, DirectoryHasher hasher) => new(GrantPut(grant, hasher), grant.Place);

    private static Grantee GranteeOf(GranteeEntry grantee, DirectoryHasher hasher) => grantee.Kind switch
    {
        HolderKind.User => Grantee.User(UserHash(grantee.Tenant, grantee.Name, hasher)),
        HolderKind.Group => Grantee.Group(GroupHash(grantee.Tenant, grantee.Name, hasher)),
        _ => Grantee.RoleOf(grantee.Name),
    };

    private static Hash128 UserHash(string tenant, string id, DirectoryHasher hasher) => hasher.Subject(hasher.Tenant(tenant), SubjectKeyKind.Id, id);

    private static Hash128 GroupHash(string tenant, string id, DirectoryHasher hasher) => hasher.Group(hasher.Tenant(tenant), id);

    private static ImmutableArray<string> Sorted(ImmutableArray<string> texts) => texts.Sort(StringComparer.Ordinal);
}
