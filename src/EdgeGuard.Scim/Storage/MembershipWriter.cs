using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Scim.Storage;

/// <summary>
/// Writes memberships as differences, each one statement whatever the size of the group: nothing reads a member list to write it
/// back, so parallel changes of one group cannot lose each other. How many join is bounded by the size of a request; how many leave by
/// nothing, and an entry of the log has a largest size: <see cref="RemoveSome"/> goes before, in transactions of its own.
/// </summary>
/// <remarks>
/// CROSS JOIN fixes SQLite's loop order: the named ids outside, each found by the unique index. Left to itself the planner may put the
/// connection's users outside and look through all ids for each of them, which made 10,000 ids take some 25 s.
/// </remarks>
internal sealed class MembershipWriter(DbSession session, ChangeRecorder recorder)
{
    /// <summary>Members that leave in one transaction at most, where the request does not name them: one entry up to the size that SCENARIOS S3 names.</summary>
    public const int BatchSize = 10_000;

    /// <summary>The first of <paramref name="ids"/> that is no user of the connection; null when all are.</summary>
    public string? FindUnknown(ConnectionRow connection, IReadOnlyCollection<string> ids) =>
        ids.Count == 0 ? null : session.Find<string>(
            $"""
            select j.value from {session.Sql.List} j
            where not exists (select 1 from users u where u.id = j.value and u.connection_row = @Row) limit 1
            """,
            new { list = session.Sql.ToList(ids), connection.Row });

    /// <summary>Users join a group; who is in it already stays. Unknown ids are skipped: see <see cref="FindUnknown"/>.</summary>
    /// <returns>True when someone joined.</returns>
    public bool Add(ConnectionRow connection, GroupRow group, IReadOnlyCollection<string> ids)
    {
        var joined = ids.Count == 0 ? [] : session.Query<string>(
            $"""
            insert into memberships (group_row, user_row)
            select @Row, u.row from {session.Sql.List} j {session.Sql.Then} users u on u.id = j.value and u.connection_row = @connection
            where true on conflict do nothing
            returning (select id from users where row = user_row)
            """,
            new { group.Row, list = session.Sql.ToList(ids), connection = connection.Row });
        var keys = new TenantKeys(recorder.Hasher, connection.Tenant);
        foreach (var user in joined)
            recorder.Put(keys.Member(group.Id, user));
        return joined.Count > 0;
    }

    /// <summary>Users leave a group; ids that are not in it are no error.</summary>
    /// <returns>True when someone left.</returns>
    public bool Remove(ConnectionRow connection, GroupRow group, IReadOnlyCollection<string> ids) =>
        ids.Count > 0 && Left(connection, group, session.Query<string>(
            $"""
            delete from memberships where group_row = @Row and user_row in (select u.row from {session.Sql.List} j {session.Sql.Then} users u on u.id = j.value)
            returning (select id from users where row = user_row)
            """,
            new { group.Row, list = session.Sql.ToList(ids) }));

    /// <summary>Everyone but <paramref name="ids"/> leaves, and those join.</summary>
    /// <returns>True when someone left or joined.</returns>
    public bool Replace(ConnectionRow connection, GroupRow group, IReadOnlyCollection<string> ids)
    {
        var left = Left(connection, group, session.Query<string>(
            $"""
            delete from memberships where group_row = @Row
              and user_row not in (select u.row from {session.Sql.List} j {session.Sql.Then} users u on u.id = j.value)
            returning (select id from users where row = user_row)
            """,
            new { group.Row, list = session.Sql.ToList(ids) }));
        return Add(connection, group, ids) | left;
    }

    /// <summary>
    /// The first part of a large removal: a batch of those leave whom <paramref name="keep"/> does not name. Nobody, and nothing is
    /// written, when one transaction can take them all.
    /// </summary>
    /// <returns>True when some left: to be committed, and asked again.</returns>
    public bool RemoveSome(ConnectionRow connection, GroupRow group, IReadOnlyCollection<string> keep)
    {
        var leaving =
            $"""
            from memberships where group_row = @Row
              and user_row not in (select u.row from {session.Sql.List} j {session.Sql.Then} users u on u.id = j.value) limit @limit
            """;
        var list = session.Sql.ToList(keep);
        return session.Number($"select count(*) from (select 1 {leaving})", new { group.Row, list, limit = BatchSize + 1 }) > BatchSize
            && Left(connection, group, session.Query<string>(
                $"""
                delete from memberships where group_row = @Row and user_row in (select user_row {leaving})
                returning (select id from users where row = user_row)
                """,
                new { group.Row, list, limit = BatchSize }));
    }

    /// <summary>Everyone leaves.</summary>
    /// <returns>True when there was someone.</returns>
    public bool Clear(ConnectionRow connection, GroupRow group) => Left(connection, group, session.Query<string>(
        "delete from memberships where group_row = @Row returning (select id from users where row = user_row)", new { group.Row }));

    private bool Left(ConnectionRow connection, GroupRow group, IReadOnlyList<string> users)
    {
        var keys = new TenantKeys(recorder.Hasher, connection.Tenant);
        foreach (var user in users)
        {
            var member = keys.Member(group.Id, user);
            recorder.Remove(new Change.MemberRemoved(member.Group, member.User), member);
        }

        if (users.Count == 0)
            return false;
        recorder.Lose(connection);
        return true;
    }
}
