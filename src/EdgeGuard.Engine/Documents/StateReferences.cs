using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Documents;

/// <summary>Finds names in a state that name nothing. Roles, features and plans need not exist: what names an absent one gives nothing.</summary>
public static class StateReferences
{
    /// <summary>Notes every tenant, user and group that is named but not there, and tenants that lie in each other.</summary>
    public static void Check(StateDocument state, DocumentFaults faults)
    {
        var tenants = state.Tenants.Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        var users = state.Users.Select(u => (u.Tenant, u.Id)).ToHashSet();
        var groups = state.Groups.Select(g => (g.Tenant, g.Id)).ToHashSet();

        foreach (var tenant in state.Tenants.Where(t => t.Parent.Length > 0))
            Tenant(tenant.Parent, tenant.Place);
        Circles(state, faults);
        foreach (var role in state.Roles.Where(r => r.Tenant.Length > 0))
            Tenant(role.Tenant, role.Place);
        foreach (var user in state.Users)
        {
            Tenant(user.Tenant, user.Place);
            foreach (var role in user.Roles.Where(r => r.Tenant != user.Tenant))
                Tenant(role.Tenant, role.Place);
            foreach (var permission in user.Permissions.Where(p => p.Tenant != user.Tenant))
                Tenant(permission.Tenant, permission.Place);
        }

        foreach (var group in state.Groups)
        {
            Tenant(group.Tenant, group.Place);
            foreach (var role in group.Assignments.Where(r => r.Tenant != group.Tenant))
                Tenant(role.Tenant, role.Place);
            foreach (var member in group.Members)
                Named("user", users, group.Tenant, member.Name, member.Place);
            foreach (var child in group.Groups)
                Named("group", groups, group.Tenant, child.Name, child.Place);
        }

        foreach (var resource in state.Resources)
            Tenant(resource.Tenant, resource.Place);
        foreach (var grant in state.Grants)
        {
            Tenant(grant.Tenant, grant.Place);
            if (grant.Grantee.Tenant != grant.Tenant)
                Tenant(grant.Grantee.Tenant, grant.Place);
            if (grant.Grantee.Kind == HolderKind.User)
                Named("user", users, grant.Grantee.Tenant, grant.Grantee.Name, grant.Place);
            else if (grant.Grantee.Kind == HolderKind.Group)
                Named("group", groups, grant.Grantee.Tenant, grant.Grantee.Name, grant.Place);
        }

        // An empty name is a fault of its own already.
        void Tenant(string key, DocumentPlace place)
        {
            if (key.Length > 0 && !tenants.Contains(key))
                faults.Add(place, $"There is no tenant \"{key}\"{Spelling.Hint(key, tenants)}");
        }

        void Named(string what, HashSet<(string Tenant, string Id)> known, string tenant, string id, DocumentPlace place)
        {
            if (id.Length > 0 && tenants.Contains(tenant) && !known.Contains((tenant, id)))
                faults.Add(place, $"There is no {what} \"{id}\" in tenant \"{tenant}\"{Spelling.Hint(id, known.Where(k => k.Tenant == tenant).Select(k => k.Id))}");
        }
    }

    private static void Circles(StateDocument state, DocumentFaults faults)
    {
        var parents = state.Tenants.ToDictionary(t => t.Key, t => t.Parent, StringComparer.Ordinal);
        var settled = new HashSet<string>(StringComparer.Ordinal) { "" };
        foreach (var tenant in state.Tenants)
        {
            var path = new List<string>();
            var key = tenant.Key;
            while (!settled.Contains(key) && !path.Contains(key, StringComparer.Ordinal) && parents.TryGetValue(key, out var parent))
            {
                path.Add(key);
                key = parent;
            }

            if (path.Contains(key, StringComparer.Ordinal))
                faults.Add(tenant.Place, $"Tenants lie in each other: {string.Join(" in ", path.SkipWhile(k => k != key).Append(key))}.");
            settled.UnionWith(path);
        }
    }
}
