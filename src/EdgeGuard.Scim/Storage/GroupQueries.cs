namespace EdgeGuard.Scim.Storage;

/// <summary>
/// Reads groups. Every statement is bound to one connection, hence to one tenant (SECURITY A1). A group shows who is in it, also by its
/// version, hence who is not in the tenant any more: each read of one notes the tenant's newest fence-flagged version.
/// </summary>
/// <inheritdoc cref="UserQueries" path="/remarks"/>
internal sealed class GroupQueries(DbSession session)
{
    private const string Columns =
        "select g.row, g.id, g.display_name, g.external_id, g.roles, g.resource, g.revision, g.created, g.last_modified ";

    private const string Select = Columns + $"from groups g ";

    public GroupRow? Find(ConnectionRow connection, string id)
    {
        session.Revealed.NoteInside(connection.TenantRow);
        return session.Find<GroupRow>(Select + "where g.id = @id and g.connection_row = @Row", new { id, connection.Row });
    }

    /// <summary>The groups whose key has <paramref name="value"/>, compared as that key is, in the order of creation.</summary>
    public IReadOnlyList<GroupRow> Lookup(ConnectionRow connection, GroupLookup key, string value)
    {
        session.Revealed.NoteInside(connection.TenantRow);
        return key switch
        {
            GroupLookup.Id => session.Query<GroupRow>(
                Select + "where g.id = @value and g.connection_row = @Row", new { value, connection.Row }),
            GroupLookup.DisplayName => session.Query<GroupRow>(
                Select + "where g.connection_row = @Row and g.display_name_key = @value order by g.row",
                new { value = KeyFolding.Fold(value), connection.Row }),
            GroupLookup.ExternalId => session.Query<GroupRow>(
                Select + "where g.tenant_row = @TenantRow and g.external_id = @value and g.connection_row = @Row",
                new { value, connection.TenantRow, connection.Row }),
            GroupLookup.Member => session.Query<GroupRow>(
                Columns + $"from users u {session.Sql.Then} memberships m on m.user_row = u.row {session.Sql.Then} groups g on g.row = m.group_row where u.id = @value and u.connection_row = @Row order by g.row",
                new { value, connection.Row }),
            _ => throw new ArgumentOutOfRangeException(nameof(key)),
        };
    }

    public long Count(ConnectionRow connection)
    {
        session.Revealed.NoteInside(connection.TenantRow);
        return session.Number("select count(*) from groups where connection_row = @Row", new { connection.Row });
    }

    /// <summary>One page in the order of creation.</summary>
    public IReadOnlyList<GroupRow> Page(ConnectionRow connection, long offset, int limit)
    {
        session.Revealed.NoteInside(connection.TenantRow);
        return session.Query<GroupRow>(
            Select + "where g.connection_row = @Row order by g.row limit @limit offset @offset", new { connection.Row, offset, limit });
    }

    /// <summary>Every group in the order of creation, read in pieces: between two of them the session is free.</summary>
    public IEnumerable<GroupRow> Scan(ConnectionRow connection)
    {
        session.Revealed.NoteInside(connection.TenantRow);
        return Each(connection);
    }

    /// <summary>As <see cref="Scan"/>, for a writer whose answer shows none of them.</summary>
    public IEnumerable<GroupRow> Each(ConnectionRow connection)
    {
        const int Piece = 500;
        for (long after = 0; ;)
        {
            var rows = session.Query<GroupRow>(
                Select + "where g.connection_row = @Row and g.row > @after order by g.row limit @Piece", new { connection.Row, after, Piece });
            foreach (var row in rows)
                yield return row;
            if (rows.Count < Piece)
                yield break;
            after = rows[^1].Row;
        }
    }

    /// <summary>Whether the user of this id is in the group.</summary>
    public bool HasMember(GroupRow group, string userId) =>
        session.Number(
            $"select count(*) from users u {session.Sql.Then} memberships m on m.group_row = @Row and m.user_row = u.row where u.id = @userId",
            new { group.Row, userId }) > 0;

    /// <summary>The users of one group, in the order of their creation.</summary>
    public IReadOnlyList<MemberRow> MembersOf(GroupRow group) =>
        session.Query<MemberRow>(
            "select u.id, u.user_name as display from memberships m join users u on u.row = m.user_row where m.group_row = @Row order by u.row",
            new { group.Row });
}
