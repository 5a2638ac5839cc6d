namespace EdgeGuard.Scim.Storage;

/// <summary>A row that must carry the version of the entry that revokes it. The version is allocated last, so it is written then.</summary>
/// <param name="Table">A constant: table name.</param>
/// <param name="Column">A constant: the column that carries it.</param>
/// <param name="Row">Its row number.</param>
internal readonly record struct FencedRow(string Table, string Column, long Row)
{
    private const string Own = "fenced_version";

    public static FencedRow User(UserRow user) => new("users", Own, user.Row);

    public static FencedRow Tenant(TenantRow tenant) => new("tenants", Own, tenant.Row);

    public static FencedRow Tombstone(long row) => new("tombstones", Own, row);

    /// <summary>The tenant in which something was revoked.</summary>
    public static FencedRow Inside(long tenantRow) => new("tenants", "inside_fenced_version", tenantRow);

    /// <summary>The tenant in which users lost roles or groups.</summary>
    public static FencedRow Losses(long tenantRow) => new("tenants", "loss_fenced_version", tenantRow);

    public void Write(DbSession session, long version) =>
        session.Execute($"update {Table} set {Column} = @version where row = @Row", new { version, Row });
}
