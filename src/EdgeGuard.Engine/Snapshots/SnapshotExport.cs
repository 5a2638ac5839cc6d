using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Entitlements;
using EdgeGuard.Engine.Grants;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>Writes a state as puts.</summary>
internal static class SnapshotExport
{
    /// <summary>
    /// Tenants and what they have, roles, groups, each user with its memberships, aliases, then all that refers to these: each after what it
    /// refers to, made one by one as asked for.
    /// </summary>
    public static IEnumerable<Change> Of(SnapshotModel model) => Before(model).Concat(Groups(model)).Concat(Users(model)).Concat(After(model));

    /// <summary>What comes before groups and users.</summary>
    public static IEnumerable<Change> Before(SnapshotModel model) => Tenants(model).Concat(Roles(model));

    /// <summary>What comes after groups, users, memberships and aliases.</summary>
    public static IEnumerable<Change> After(SnapshotModel model) =>
        OfGroups(model).Concat(OfUsers(model)).Concat(CatalogExport.Of(model)).Concat(GrantExport.Of(model));

    /// <summary>Tenants in the order of their rows, those above first: the numbers that they have in a state rebuilt from these.</summary>
    public static IEnumerable<TenantRow> TenantsInOrder(SnapshotModel model) => model.Tenants.All().OrderBy(model.Tenants.DepthOf);

    private static IEnumerable<Change> Tenants(SnapshotModel model)
    {
        foreach (var tenant in TenantsInOrder(model))
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
    }

    private static IEnumerable<Change> OfGroups(SnapshotModel model)
    {
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
        }

        foreach (var (alias, user) in users.AllAliases())
            yield return new Change.AliasPut(alias, users.IdOf(user));
    }
    private static IEnumerable<Change> OfUsers(SnapshotModel model) =>
        model.Users.All().SelectMany(user => model.Users.ExtrasOf(user)?.All() ?? []);
}
