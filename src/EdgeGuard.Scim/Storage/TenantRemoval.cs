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
        var connections = new ConnectionQueries(session).ListOfTenant(tenant.Row);
        if (!RemoveUsers(connections) || !RemoveGroups(connections))
            return false;

        var catalog = new CatalogQueries(session);
        foreach (var feature in catalog.ListFeatures(tenant))
            _catalog.DeleteFeature(tenant, feature.Feature);
        foreach (var role in catalog.ListRoles(tenant))
            _catalog.DeleteRole(tenant, role.Key);
        session.Execute("delete from connections where tenant_row = @Row", new { tenant.Row });
        session.Execute("delete from tenants where row = @Row", new { tenant.Row });
        recorder.Remove(new Change.TenantRemoved(tenant.Key), (tenant with { Suspended = true }).ToPut());

        var tombstone = session.Number(
            """
            insert into tombstones (kind, tenant, id, deleted_at) values (@kind, @Key, @Key, @_now)
            on conflict (kind, tenant, id) do update set deleted_at = excluded.deleted_at
            returning row
            """,
            new { kind = TombstoneKind.Tenant, tenant.Key, _now });
        recorder.Fence(tenant.Row, FencedRow.Tombstone(tombstone));
        return true;
    }

    private bool RemoveUsers(IReadOnlyList<ConnectionRow> connections)
    {
        var writer = new UserWriter(session, recorder, now);
        return RemoveSome(
            connections,
            (connection, limit) => session.Query<UserRow>(
                "select row, id, user_name, external_id, active, not_before, resource from users where connection_row = @Row limit @limit",
                new { connection.Row, limit }),
            writer.Delete);
    }

    private bool RemoveGroups(IReadOnlyList<ConnectionRow> connections)
    {
        var writer = new GroupWriter(session, recorder, now);
        return RemoveSome(
            connections,
            (connection, limit) => session.Query<GroupRow>(
                "select row, id, display_name, roles, resource from groups where connection_row = @Row limit @limit", new { connection.Row, limit }),
            writer.Delete);
    }

    /// <returns>False when there may be more.</returns>
    private static bool RemoveSome<TRow>(
        IReadOnlyList<ConnectionRow> connections, Func<ConnectionRow, int, IReadOnlyList<TRow>> take, Action<ConnectionRow, TRow> remove)
    {
        var left = BatchSize;
        foreach (var connection in connections)
        {
            var rows = take(connection, left);
            foreach (var row in rows)
                remove(connection, row);
            left -= rows.Count;
        }

        return left > 0;
    }
}
