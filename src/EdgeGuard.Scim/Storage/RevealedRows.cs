namespace EdgeGuard.Scim.Storage;

/// <summary>
/// Notes, while one transaction runs, the newest fence-flagged version that what it reads shows or implies (FENCE section 6). The queries
/// themselves note it, so that nobody who reads can forget to: for a row, its own; for one that is not there, its tombstone's; for
/// everything that stands for many (lists, searches, groups), the tenant's newest, which is never less. One thread at a time.
/// </summary>
internal sealed class RevealedRows(DbSession session)
{
    private long _insideOf;

    public long Version { get; private set; }

    public void Note(long fencedVersion) => Version = Math.Max(Version, fencedVersion);

    /// <summary>It was looked for and is not there.</summary>
    public void NoteAbsent(TombstoneKind kind, string tenant, string id) =>
        Note(session.Number("select fenced_version from tombstones where kind = @kind and tenant = @tenant and id = @id", new { kind, tenant, id }));

    /// <summary>Any of a tenant's users and groups may be among what is shown, or be missed in it.</summary>
    public void NoteInside(long tenantRow)
    {
        if (_insideOf == tenantRow)
            return;
        _insideOf = tenantRow;
        if (session.Find<long?>("select inside_fenced_version from tenants where row = @tenantRow", new { tenantRow }) is { } version)
            Note(version);
        else
            NoteRemovals(); // It went after the caller had been let in.
    }

    /// <summary>What is not there may have gone with its tenant.</summary>
    public void NoteRemovals() => Note(session.Number("select max(fenced_version) from tombstones where kind = 1"));

    /// <summary>A rule shows what groups are worth to their members; one that is not there may have been any tenant's.</summary>
    public void NoteRule(RuleRow? rule)
    {
        if (rule is not null)
        {
            Note(session.Number(
                "select t.loss_fenced_version from connections c join tenants t on t.row = c.tenant_row where c.row = @ConnectionRow",
                new { rule.ConnectionRow }));
            return;
        }

        Note(session.Number("select max(loss_fenced_version) from tenants"));
        NoteRemovals();
    }
}
