namespace EdgeGuard.Scim.Storage.Leases;

/// <summary>Reads the registered edges and their keys.</summary>
internal sealed class EdgeQueries(DbSession session)
{
    private const string Columns = "id, edge, hash, created_at";

    public bool Exists(string edge) => session.Number("select count(*) from edges where key = @edge", new { edge }) == 1;

    public IReadOnlyList<string> List() => session.Query<string>("select key from edges order by key");

    public EdgeKeyRow? FindKey(byte[] hash) => session.Find<EdgeKeyRow>($"select {Columns} from edge_keys where hash = @hash", new { hash });

    public IReadOnlyList<EdgeKeyRow> ListKeys(string edge) =>
        session.Query<EdgeKeyRow>($"select {Columns} from edge_keys where edge = @edge order by created_at, id", new { edge });

    /// <summary>The ids of all keys that are good.</summary>
    public IReadOnlySet<string> KeyIds() => session.Query<string>("select id from edge_keys").ToHashSet(StringComparer.Ordinal);
}
