using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Scim.Storage;

/// <summary>
/// Removes a tenant and all that is in it. A large one goes in several transactions, because an entry of the log has a largest
/// size: the first suspends it, so that all of its users are denied from there on; the last removes it. What a crash leaves is
/// a suspended tenant, and the same request again finishes the work.
/// </summary>
internal sealed class TenantRemoval(DbSession session, ChangeRecorder recorder, DateTimeOffset now)
{
    /// <summary>Users or groups that one transaction removes.</summary>
    public const int BatchSize = 1000;

    private readonly CatalogWriter _catalog = new(session, recorder);
    private readonly long _now = now.ToUnixTimeMilliseconds();

    /// <returns>True when the tenant is gone; false when more transactions are needed.</returns>
    public bool RemoveSome(TenantRow tenant)
    {
        _catalog.PutTenant(tenant.Key, suspended: true);
        if (!RemoveUsers(tenant) || !RemoveGroups(tenant))
            return false;

        var catalog = new CatalogQueries(session);
        foreach (var feature in catalog.ListFeatures(tenant))
            _catalog.DeleteFeature(tenant, feature.Feature);
        foreach (var role in catalog.ListRoles(tenant))
            _catalog.DeleteRole(tenant, role.Key);
        session.Execute("delete from connections where tenant_row = @Row", new { tenant.Row });
        session.Execute("delete from tenants where row = @Row", new { tenant.Row });
        recorder.Remove(new Change.TenantRemoved(tenant.Key), (tenant with { Suspended = true }).ToPut());

        recorder.Fence(FencedRow.Tombstone(session.Number(
            """
            insert into tombstones (kind, tenant, id, deleted_at) values (@kind, @Key, @Key, @_now)
            on conflict (kind, tenant, id) do update set deleted_at = excluded.deleted_at
            returning row
            """,
            new { kind = TombstoneKind.Tenant, tenant.Key, _now })));
        return true;
    }

    private bool RemoveUsers(TenantRow tenant)
    {
        var writer = new UserWriter(session, recorder, now);
        var users = session.Query<UserRow>(
            "select row, id, user_name, external_id, active, not_before, resource from users where tenant_row = @Row limit @BatchSize",
            new { tenant.Row, BatchSize });
        foreach (var user in users)
            writer.Delete(tenant.Key, user);
        return users.Count < BatchSize;
    }

    private bool RemoveGroups(TenantRow tenant)
    {
        var writer = new GroupWriter(session, recorder, now);
        var groups = session.Query<GroupRow>(
            "select row, id, display_name, roles, resource from groups where tenant_row = @Row limit @BatchSize", new { tenant.Row, BatchSize });
        foreach (var group in groups)
            writer.Delete(tenant.Key, group);
        return groups.Count < BatchSize;
    }
}
