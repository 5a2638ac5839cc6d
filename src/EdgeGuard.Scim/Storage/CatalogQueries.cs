namespace EdgeGuard.Scim.Storage;

/// <summary>Reads tenants, roles and features.</summary>
internal sealed class CatalogQueries(DbSession session)
{
    private const string TenantColumns = "row, key, suspended, reborn, fenced_version";

    public TenantRow? FindTenant(string key)
    {
        var row = session.Find<TenantRow>($"select {TenantColumns} from tenants where key = @key", new { key });
        if (row is null)
            session.Revealed.NoteAbsent(TombstoneKind.Tenant, key, key);
        else
            session.Revealed.Note(row.FencedVersion);
        return row;
    }

    public IReadOnlyList<TenantRow> ListTenants()
    {
        var rows = session.Query<TenantRow>($"select {TenantColumns} from tenants order by key");
        foreach (var row in rows)
            session.Revealed.Note(row.FencedVersion);
        session.Revealed.NoteRemovals();
        return rows;
    }

    /// <param name="tenant">Null for a global role.</param>
    /// <param name="key">The role's key.</param>
    public RoleRow? FindRole(TenantRow? tenant, string key) =>
        session.Find<RoleRow>(
            "select @scope as scope, key, patterns from roles where coalesce(tenant_row, 0) = @row and key = @key",
            new { scope = tenant?.Key ?? "", row = tenant?.Row ?? 0, key });

    /// <summary>The roles of a scope but the one of that key, and how many patterns they have together.</summary>
    public (long Roles, long Patterns) CountOtherRoles(TenantRow? tenant, string key) =>
        // Quotes stand around each text and nowhere else: those within are written as \u0022 (TextArray).
        session.Find<(long, long)>(
            """
            select count(*), coalesce(sum((length(patterns) - length(replace(patterns, '"', ''))) / 2), 0)
            from roles where coalesce(tenant_row, 0) = @row and key <> @key
            """,
            new { row = tenant?.Row ?? 0, key });

    public IReadOnlyList<RoleRow> ListRoles(TenantRow tenant) =>
        session.Query<RoleRow>(
            "select @Key as scope, key, patterns from roles where coalesce(tenant_row, 0) = @Row order by key", new { tenant.Key, tenant.Row });

    public FeatureRow? FindFeature(TenantRow tenant, string feature) =>
        session.Find<FeatureRow>(
            "select feature, expires_at from tenant_features where tenant_row = @Row and feature = @feature", new { tenant.Row, feature });

    public IReadOnlyList<FeatureRow> ListFeatures(TenantRow tenant) =>
        session.Query<FeatureRow>(
            "select feature, expires_at from tenant_features where tenant_row = @Row order by feature", new { tenant.Row });
}
