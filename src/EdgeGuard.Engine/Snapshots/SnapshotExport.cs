using EdgeGuard.Engine.Entitlements;
using EdgeGuard.Engine.Grants;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>Writes a state as puts.</summary>
internal static class SnapshotExport
{
    /// <summary>
    /// Tenants, roles, what tenants have, groups, then each user with its memberships and what else it has, then aliases, then
    /// resources and grants: each after what it refers to, made one by one as asked for.
    /// </summary>
    public static IEnumerable<Change> Of(SnapshotModel model) =>
        Tenants(model).Concat(Roles(model)).Concat(Groups(model)).Concat(Users(model)).Concat(CatalogExport.Of(model)).Concat(GrantExport.Of(model));

    private static IEnumerable<Change> Tenants(SnapshotModel model)
    {
        // Those above come first.
        foreach (var tenant in model.Tenants.All().OrderBy(model.Tenants.DepthOf))
            yield return new Change.TenantPut(tenant.Key, tenant.Suspended, model.Tenants.Above(tenant)?.Key ?? "");

        foreach (var tenant in model.Tenants.All())
        {
            foreach (var (feature, expiresAt) in tenant.Features?.All ?? [])
                yield return new Change.TenantFeaturePut(tenant.Hash, feature, expiresAt);
            foreach (var plan in tenant.Plans)
                yield return plan;
        }
    }

    private static IEnumerable<Change> Roles(SnapshotModel model) =>
        model.GlobalRoles.All.Concat(model.Tenants.All().SelectMany(tenant => tenant.Roles?.All ?? []))
            .Select(role => new Change.RolePut(role.Scope, role.Key, role.Patterns) { Parents = role.Parents });

    private static IEnumerable<Change> Groups(SnapshotModel model)
    {
        foreach (var group in model.Groups.All())
            yield return new Change.GroupPut(group.Id, model.Tenants.At(group.Tenant).Hash, group.Roles);

        foreach (var group in model.Groups.All())
        {
            foreach (var parent in group.Parents)
                yield return new Change.GroupNested(model.Groups.At(parent).Id, group.Id);
            foreach (var given in group.Assigned)
                yield return given;
        }
    }

    private static IEnumerable<Change> Users(SnapshotModel model)
    {
        var users = model.Users;
        var groups = new List<int>();
        foreach (var user in users.All())
        {
            var id = users.IdOf(user);
            groups.Clear();
            var tenant = model.GroupSets.Read(users.SetOf(user), groups);
            yield return new Change.UserPut(id, model.Tenants.At(tenant).Hash, users.IsActive(user), users.NotBeforeOf(user));
            foreach (var group in groups)
                yield return new Change.MemberAdded(model.Groups.At(group).Id, id);
            if (users.ExtrasOf(user) is not { } extras)
                continue;
            foreach (var given in extras.All())
                yield return given;
        }

        foreach (var (alias, user) in users.AllAliases())
            yield return new Change.AliasPut(alias, users.IdOf(user));
    }
}
