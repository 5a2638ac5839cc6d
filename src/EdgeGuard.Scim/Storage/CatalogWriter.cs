using System.Collections.Immutable;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Scim.Storage;

/// <summary>Writes tenants' status, roles and features. Each put of what is there already writes nothing.</summary>
internal sealed class CatalogWriter(DbSession session, ChangeRecorder recorder)
{
    private readonly CatalogQueries _catalog = new(session);

    public void PutTenant(string key, bool suspended)
    {
        var old = _catalog.FindTenant(key);
        if (old is null)
        {
            session.Execute(
                """
                insert into tenants (key, suspended, reborn, fenced_version, inside_fenced_version)
                select @key, @suspended, count(*) > 0, coalesce(max(fenced_version), 0), coalesce(max(fenced_version), 0)
                from tombstones where kind = @kind and tenant = @key and id = @key
                """,
                new { key, suspended, kind = TombstoneKind.Tenant });
            recorder.Put(new Change.TenantPut(key, suspended));
        }
        else if (old.Suspended != suspended)
        {
            session.Execute("update tenants set suspended = @suspended where row = @Row", new { suspended, old.Row });
            recorder.Put(new Change.TenantPut(key, suspended), old.ToPut());
            if (suspended)
                recorder.Fence(old.Row, FencedRow.Tenant(old));
        }
    }

    /// <param name="tenant">Null for a global role.</param>
    /// <param name="key">The role's key.</param>
    /// <param name="patterns">Sorted, distinct.</param>
    /// <returns>The limit that it would break; then nothing is written.</returns>
    public CatalogLimit PutRole(TenantRow? tenant, string key, ImmutableArray<string> patterns)
    {
        var put = new Change.RolePut(tenant?.Key ?? "", key, patterns);
        var was = _catalog.FindRole(tenant, key)?.ToPut();
        if (put.Equals(was))
            return CatalogLimit.None;
        var (roles, others) = _catalog.CountOtherRoles(tenant, key);
        if (roles >= StateLimits.MaxRoles)
            return CatalogLimit.Roles;
        if (others + patterns.Length > StateLimits.MaxRolePatterns)
            return CatalogLimit.RolePatterns;
        session.Execute(
            """
            insert into roles (tenant_row, key, patterns) values (@row, @key, @text)
            on conflict (coalesce(tenant_row, 0), key) do update set patterns = excluded.patterns
            """,
            new { row = tenant?.Row, key, text = TextArray.Format(patterns) });
        recorder.Put(put, was);
        return CatalogLimit.None;
    }

    /// <returns>False when there is no such role.</returns>
    public bool DeleteRole(TenantRow? tenant, string key)
    {
        if (_catalog.FindRole(tenant, key) is not { } role)
            return false;
        session.Execute("delete from roles where coalesce(tenant_row, 0) = @row and key = @key", new { row = tenant?.Row ?? 0, key });
        recorder.Remove(new Change.RoleRemoved(role.Scope, role.Key), role.ToPut());
        return true;
    }

    /// <inheritdoc cref="FeatureRow.ExpiresAt" path="/summary"/>
    public void PutFeature(TenantRow tenant, string feature, long expiresAt)
    {
        var hash = recorder.Hasher.Tenant(tenant.Key);
        var put = new Change.TenantFeaturePut(hash, feature, expiresAt);
        var was = _catalog.FindFeature(tenant, feature) is { } old ? new Change.TenantFeaturePut(hash, feature, old.ExpiresAt) : null;
        if (put.Equals(was))
            return;
        session.Execute(
            """
            insert into tenant_features (tenant_row, feature, expires_at) values (@Row, @feature, @expiresAt)
            on conflict (tenant_row, feature) do update set expires_at = excluded.expires_at
            """,
            new { tenant.Row, feature, expiresAt });
        recorder.Put(put, was);
    }

    /// <returns>False when the tenant does not have it.</returns>
    public bool DeleteFeature(TenantRow tenant, string feature)
    {
        if (_catalog.FindFeature(tenant, feature) is not { } old)
            return false;
        var hash = recorder.Hasher.Tenant(tenant.Key);
        session.Execute("delete from tenant_features where tenant_row = @Row and feature = @feature", new { tenant.Row, feature });
        recorder.Remove(new Change.TenantFeatureRemoved(hash, feature), new Change.TenantFeaturePut(hash, feature, old.ExpiresAt));
        return true;
    }
}
