namespace EdgeGuard.Scim.Storage;

/// <summary>Reads connections, their credentials and their group rules.</summary>
internal sealed class ConnectionQueries(DbSession session)
{
    private const string Select =
        "select c.row, c.tenant_row, t.key as tenant, t.reborn as tenant_reborn, c.key, c.id, c.fence, c.fence_losses, c.profile, c.reassignment, c.retired_names, c.group_names from connections c join tenants t on t.row = c.tenant_row ";

    private const string RuleColumns = "key, connection_row, group_name, role, prefix";

    public ConnectionRow? Find(string key) => Noted(session.Find<ConnectionRow>(Select + "where c.key = @key", new { key }));

    public ConnectionRow? FindById(string id) => Noted(session.Find<ConnectionRow>(Select + "where c.id = @id", new { id }));

    public ConnectionRow Get(long row) =>
        session.Find<ConnectionRow>(Select + "where c.row = @row", new { row }) ?? throw new InvalidOperationException("No such connection row.");

    public IReadOnlyList<ConnectionRow> ListOfTenant(long tenantRow) =>
        session.Query<ConnectionRow>(Select + "where c.tenant_row = @tenantRow order by c.row", new { tenantRow });

    /// <summary>The credential with this hash, if it belongs to this connection.</summary>
    public CredentialRow? FindCredential(ConnectionRow connection, byte[] hash) =>
        session.Find<CredentialRow>(
            "select id, hash, created_at, expires_at, last_used_at from credentials where hash = @hash and connection_row = @Row",
            new { hash, connection.Row });

    public IReadOnlyList<CredentialRow> ListCredentials(ConnectionRow connection) =>
        session.Query<CredentialRow>(
            "select id, hash, created_at, expires_at, last_used_at from credentials where connection_row = @Row order by created_at, id",
            new { connection.Row });

    public RuleRow? FindRule(string key)
    {
        var rule = session.Find<RuleRow>($"select {RuleColumns} from rules where key = @key", new { key });
        session.Revealed.NoteRule(rule);
        return rule;
    }

    public IReadOnlyList<RuleRow> ListRules(ConnectionRow connection) =>
        session.Query<RuleRow>($"select {RuleColumns} from rules where connection_row = @Row order by key", new { connection.Row });

    /// <summary>A connection goes with its tenant, and otherwise only without users: that one is there reveals nothing, that one is not may.</summary>
    private ConnectionRow? Noted(ConnectionRow? found)
    {
        if (found is null)
            session.Revealed.NoteRemovals();
        return found;
    }
}
