namespace EdgeGuard.Scim.Storage;

/// <summary>A row that must carry the version of the entry that revokes it. The version is allocated last, so it is written then.</summary>
/// <param name="Table">A constant: table name.</param>
/// <param name="Row">Its row number.</param>
internal readonly record struct FencedRow(string Table, long Row)
{
    public static FencedRow User(UserRow user) => new("users", user.Row);

    public static FencedRow Tenant(TenantRow tenant) => new("tenants", tenant.Row);

    public static FencedRow Tombstone(long row) => new("tombstones", row);

    public void Write(DbSession session, long version) =>
        session.Execute($"update {Table} set fenced_version = @version where row = @Row", new { version, Row });
}
