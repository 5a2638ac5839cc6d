namespace EdgeGuard.Scim.Storage;

/// <summary>Reads users. Every statement is bound to one connection, hence to one tenant (SECURITY A1).</summary>
/// <remarks>CROSS JOIN fixes SQLite's loop order where the planner, without statistics, would walk all users of the connection.</remarks>
internal sealed class UserQueries(DbSession session)
{
    private const string Columns =
        "select u.row, u.id, u.user_name, u.external_id, u.active, u.not_before, u.resource, u.revision, u.created, u.last_modified, u.fenced_version, "
        + "(select t.loss_fenced_version from tenants t where t.row = u.tenant_row) as loss_fenced_version ";

    private const string Select = Columns + $"from users u ";

    public UserRow? Find(ConnectionRow connection, string id)
    {
        var row = session.Find<UserRow>(Select + "where u.id = @id and u.connection_row = @Row", new { id, connection.Row });
        if (row is null)
            session.Revealed.NoteAbsent(TombstoneKind.User, connection.Tenant, id);
        else
            session.Revealed.Note(row.FencedVersion);
        return row;
    }

    /// <summary>The user of that name. Shows this one user, where a search shows what all others are not.</summary>
    public UserRow? FindByName(ConnectionRow connection, string userName) => Noted(session.Find<UserRow>(
        Select + "where u.tenant_row = @TenantRow and u.user_name_key = @key and u.connection_row = @Row",
        new { key = KeyFolding.Fold(userName), connection.TenantRow, connection.Row }));

    /// <summary>The user of that externalId; as <see cref="FindByName"/>.</summary>
    public UserRow? FindByExternalId(ConnectionRow connection, string externalId) => Noted(session.Find<UserRow>(
        Select + "where u.tenant_row = @TenantRow and u.external_id = @externalId and u.connection_row = @Row",
        new { externalId, connection.TenantRow, connection.Row }));

    /// <summary>The users whose key has <paramref name="value"/>, compared as that key is, in the order of creation.</summary>
    public IReadOnlyList<UserRow> Lookup(ConnectionRow connection, UserLookup key, string value)
    {
        session.Revealed.NoteInside(connection.TenantRow);
        return key switch
        {
            UserLookup.Id => session.Query<UserRow>(
                Select + "where u.id = @value and u.connection_row = @Row", new { value, connection.Row }),
            UserLookup.UserName => session.Query<UserRow>(
                Select + "where u.tenant_row = @TenantRow and u.user_name_key = @value and u.connection_row = @Row",
                new { value = KeyFolding.Fold(value), connection.TenantRow, connection.Row }),
            UserLookup.ExternalId => session.Query<UserRow>(
                Select + "where u.tenant_row = @TenantRow and u.external_id = @value and u.connection_row = @Row",
                new { value, connection.TenantRow, connection.Row }),
            UserLookup.Email => session.Query<UserRow>(
                Columns + $"from user_emails e {session.Sql.Then} users u on u.row = e.user_row where e.connection_row = @Row and e.email_key = @value order by u.row",
                new { value = KeyFolding.Fold(value), connection.Row }),
            UserLookup.Group => session.Query<UserRow>(
                Columns + $"from groups g {session.Sql.Then} memberships m on m.group_row = g.row {session.Sql.Then} users u on u.row = m.user_row where g.id = @value and g.connection_row = @Row order by u.row",
                new { value, connection.Row }),
            _ => throw new ArgumentOutOfRangeException(nameof(key)),
        };
    }

    /// <summary>How many there are, or of those that are active or are not.</summary>
    public long Count(ConnectionRow connection, bool? active = null)
    {
        session.Revealed.NoteInside(connection.TenantRow);
        return session.Number("select count(*) from users u where u.connection_row = @Row" + OfState(active), new { connection.Row, active });
    }

    /// <summary>One page in the order of creation.</summary>
    public IReadOnlyList<UserRow> Page(ConnectionRow connection, long offset, int limit, bool? active = null)
    {
        session.Revealed.NoteInside(connection.TenantRow);
        return session.Query<UserRow>(
            Select + "where u.connection_row = @Row" + OfState(active) + " order by u.row limit @limit offset @offset",
            new { connection.Row, offset, limit, active });
    }

    /// <summary>Every user in the order of creation, read in pieces: between two of them the session is free.</summary>
    public IEnumerable<UserRow> Scan(ConnectionRow connection, bool? active = null)
    {
        const int Piece = 500;
        session.Revealed.NoteInside(connection.TenantRow);
        for (long after = 0; ;)
        {
            var rows = session.Query<UserRow>(
                Select + "where u.connection_row = @Row and u.row > @after" + OfState(active) + " order by u.row limit @Piece",
                new { connection.Row, after, Piece, active });
            foreach (var row in rows)
                yield return row;
            if (rows.Count < Piece)
                yield break;
            after = rows[^1].Row;
        }
    }

    /// <summary>The groups of one user, in the order of their creation.</summary>
    public IReadOnlyList<MemberRow> GroupsOf(UserRow user)
    {
        session.Revealed.Note(user.LossFencedVersion);
        return session.Query<MemberRow>(
            "select g.id, g.display_name as display from memberships m join groups g on g.row = m.group_row where m.user_row = @Row order by g.row",
            new { user.Row });
    }

    private UserRow? Noted(UserRow? row)
    {
        if (row is not null)
            session.Revealed.Note(row.FencedVersion);
        return row;
    }

    private static string OfState(bool? active) => active is null ? "" : " and u.active = @active";
}
