using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Scim.Storage;

/// <summary>The whole directory as the puts that rebuild it, each after what it refers to; read row by row, never held.</summary>
internal sealed class StateRows(DbSession session, DirectoryHasher hasher)
{
    public IEnumerable<Change> Read()
    {
        var tenants = new Dictionary<long, TenantKeys>();
        foreach (var tenant in new CatalogQueries(session).ListTenants())
        {
            tenants.Add(tenant.Row, new TenantKeys(hasher, tenant.Key));
            yield return tenant.ToPut();
        }

        foreach (var role in session.Stream<RoleRow>(
            "select coalesce(t.key, '') as scope, r.key, r.patterns from roles r left join tenants t on t.row = r.tenant_row order by r.row"))
            yield return role.ToPut();
        foreach (var feature in session.Stream<OwnedFeature>("select tenant_row as owner, feature, expires_at from tenant_features"))
            yield return new Change.TenantFeaturePut(tenants[feature.Owner].Tenant, feature.Feature, feature.ExpiresAt);
        foreach (var group in session.Stream<OwnedGroup>("select tenant_row as owner, id, roles from groups order by row"))
            yield return new Change.GroupPut(tenants[group.Owner].Group(group.Id), tenants[group.Owner].Tenant, TextArray.Parse(group.Roles));
        foreach (var user in session.Stream<OwnedUser>(
            "select tenant_row as owner, id, user_name, external_id, active, not_before from users order by row"))
        {
            var keys = tenants[user.Owner];
            var hash = keys.User(user.Id);
            yield return new Change.UserPut(hash, keys.Tenant, user.Active, user.NotBefore);
            foreach (var alias in keys.Aliases(user.UserName, user.ExternalId))
                yield return new Change.AliasPut(alias, hash);
        }

        foreach (var member in session.Stream<OwnedMember>(
            """
            select g.tenant_row as owner, g.id as group_id, u.id as user_id
            from memberships m join groups g on g.row = m.group_row join users u on u.row = m.user_row order by m.group_row
            """))
            yield return tenants[member.Owner].Member(member.GroupId, member.UserId);
    }

    private sealed record OwnedFeature
    {
        public long Owner { get; init; }

        public required string Feature { get; init; }

        public long ExpiresAt { get; init; }
    }

    private sealed record OwnedGroup
    {
        public long Owner { get; init; }

        public required string Id { get; init; }

        public required string Roles { get; init; }
    }

    private sealed record OwnedUser
    {
        public long Owner { get; init; }

        public required string Id { get; init; }

        public required string UserName { get; init; }

        public string? ExternalId { get; init; }

        public bool Active { get; init; }

        public long NotBefore { get; init; }
    }

    private sealed record OwnedMember
    {
        public long Owner { get; init; }

        public required string GroupId { get; init; }

        public required string UserId { get; init; }
    }
}
