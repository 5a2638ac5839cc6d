using EdgeGuard.Engine.Grants;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>Writes a state as puts.</summary>
internal static class SnapshotExport
{
    /// <summary>Tenants, roles, features and groups, then each user with its memberships, then aliases, then resources and grants; made one by one as asked for.</summary>
    public static IEnumerable<Change> Of(SnapshotModel model) => Catalog(model).Concat(Groups(model)).Concat(Users(model)).Concat(GrantExport.Of(model));

    private static IEnumerable<Change> Catalog(SnapshotModel model)
    {
        foreach (var tenant in model.Tenants.All())
            yield return new Change.TenantPut(tenant.Key, tenant.Suspended);

        foreach (var role in model.GlobalRoles.All)
            yield return new Change.RolePut(role.Scope, role.Key, role.Patterns);

        foreach (var tenant in model.Tenants.All())
        {
            foreach (var role in tenant.Roles?.All ?? [])
                yield return new Change.RolePut(role.Scope, role.Key, role.Patterns);
            foreach (var (feature, expiresAt) in tenant.Features?.All ?? [])
                yield return new Change.TenantFeaturePut(tenant.Hash, feature, expiresAt);
        }
    }

    private static IEnumerable<Change> Groups(SnapshotModel model) =>
        model.Groups.All().Select(group => new Change.GroupPut(group.Id, model.Tenants.At(group.Tenant).Hash, group.Roles));

    private static IEnumerable<Change> Users(SnapshotModel model)
    {
        var users = model.Users;
        var groups = new List<int>();
        foreach (var user in users.All())
        {
            var word = users.WordOf(user);
            var id = users.IdOf(user);
            groups.Clear();
            var tenant = model.GroupSets.Read(word.Set, groups);
            yield return new Change.UserPut(id, model.Tenants.At(tenant).Hash, word.Active, users.NotBeforeOf(user));
            foreach (var group in groups)
                yield return new Change.MemberAdded(model.Groups.At(group).Id, id);
        }

        foreach (var (alias, user) in users.AllAliases())
            yield return new Change.AliasPut(alias, users.IdOf(user));
    }
}
