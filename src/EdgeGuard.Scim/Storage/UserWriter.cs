using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Protocol.Profiles;

namespace EdgeGuard.Scim.Storage;

/// <summary>
/// Writes users, and what their life means for the log: deactivation raises not-before to now and is fenced; reactivation keeps it;
/// deletion is fenced, leaves a tombstone and retires the subject keys; who takes a retired key over has not-before at now from there on,
/// and that is fenced too. So a new user who is not fenced shows nothing of anyone who was there before.
/// </summary>
internal sealed class UserWriter(DbSession session, ChangeRecorder recorder, DateTimeOffset now)
{
    private readonly long _now = now.ToUnixTimeMilliseconds();

    public Stored<UserRow> Create(ConnectionRow connection, UserValues values)
    {
        var keys = new TenantKeys(recorder.Hasher, connection.Tenant);
        var takesOver = keys.Aliases(values.UserName, values.ExternalId).Any(IsRetired);
        if (takesOver && connection.RetiredNames is RetiredNames.Reserved)
            return StoreConflict.Retired;
        var row = new UserRow
        {
            Id = Guid.CreateVersion7(now).ToString("D"),
            UserName = values.UserName,
            ExternalId = values.ExternalId,
            Active = values.Active,
            NotBefore = connection.TenantReborn || takesOver ? _now : 0,
            Resource = values.Resource,
            Revision = 1,
            Created = _now,
            LastModified = _now,
        };
        if (Insert(connection, row) is not { } number)
            return ConflictOf(connection, values);
        row = row with { Row = number };
        recorder.Put(keys.Put(row));
        foreach (var alias in keys.Aliases(row.UserName, row.ExternalId))
            recorder.Put(new Change.AliasPut(alias, keys.User(row.Id)));

        // An edge that still knows the key as another's would take this user's new tokens for that one's.
        if (takesOver)
            recorder.Fence(connection.TenantRow, FencedRow.User(row));
        WriteEmails(connection, row, values.Emails);
        return row;
    }

    /// <summary>Brings a stored user to <paramref name="values"/>; the same row back, and nothing written, when it is there already.</summary>
    public Stored<UserRow> Update(ConnectionRow connection, UserRow old, UserValues values)
    {
        if (values.SameAs(old))
            return old;

        var keys = new TenantKeys(recorder.Hasher, connection.Tenant);
        var before = keys.Aliases(old.UserName, old.ExternalId);
        var after = keys.Aliases(values.UserName, values.ExternalId);
        var deactivated = old.Active && !values.Active;
        var takesOver = after.Except(before).Any(key => IsRetiredByOther(key, old.Id));
        if (takesOver && connection.RetiredNames is RetiredNames.Reserved)
            return StoreConflict.Retired;
        var row = old with
        {
            UserName = values.UserName,
            ExternalId = values.ExternalId,
            Active = values.Active,
            NotBefore = deactivated || takesOver ? Math.Max(old.NotBefore, _now) : old.NotBefore,
            Resource = values.Resource,
            Revision = old.Revision + 1,
            LastModified = Math.Max(old.LastModified, _now),
        };
        if (Replace(row) is var conflict and not StoreConflict.None)
            return conflict;

        foreach (var alias in before.Except(after))
            RemoveAlias(keys, row, alias);
        recorder.Put(keys.Put(row), keys.Put(old));
        foreach (var alias in after.Except(before))
            recorder.Put(new Change.AliasPut(alias, keys.User(row.Id)));
        if (deactivated || takesOver)
            recorder.Fence(connection.TenantRow, FencedRow.User(row));
        session.Execute("delete from user_emails where user_row = @Row", new { row.Row });
        WriteEmails(connection, row, values.Emails);
        return row;
    }

    /// <summary>Takes a user out of all its groups and out of the directory.</summary>
    public void Delete(ConnectionRow connection, UserRow user)
    {
        var keys = new TenantKeys(recorder.Hasher, connection.Tenant);
        var groups = session.Query<string>(
            "select g.id from memberships m join groups g on g.row = m.group_row where m.user_row = @Row", new { user.Row });
        foreach (var group in groups)
        {
            var member = keys.Member(group, user.Id);
            recorder.Remove(new Change.MemberRemoved(member.Group, member.User), member);
        }

        session.Execute(
            """
            update groups set revision = revision + 1, last_modified = case when last_modified < @_now then @_now else last_modified end
            where row in (select group_row from memberships where user_row = @Row)
            """,
            new { user.Row, _now });
        session.Execute("delete from memberships where user_row = @Row", new { user.Row });
        foreach (var alias in keys.Aliases(user.UserName, user.ExternalId))
            RemoveAlias(keys, user, alias);
        session.Execute("delete from users where row = @Row", new { user.Row });
        recorder.Remove(new Change.UserRemoved(keys.User(user.Id)), keys.Put(user));

        var tombstone = session.Number(
            "insert into tombstones (kind, tenant, id, deleted_at) values (@kind, @Tenant, @Id, @_now) returning row",
            new { kind = TombstoneKind.User, connection.Tenant, user.Id, _now });
        recorder.Fence(connection.TenantRow, FencedRow.Tombstone(tombstone));
    }

    /// <returns>The row's number; null when a unique index refuses it.</returns>
    private long? Insert(ConnectionRow connection, UserRow row) => session.Find<long?>(
        """
        insert into users (id, tenant_row, connection_row, user_name, user_name_key, external_id, active, not_before, resource, revision, created, last_modified)
        values (@Id, @TenantRow, @Row, @UserName, @key, @ExternalId, @Active, @NotBefore, @Resource, @Revision, @Created, @LastModified)
        on conflict do nothing returning row
        """,
        new
        {
            row.Id, connection.TenantRow, connection.Row, row.UserName, key = KeyFolding.Fold(row.UserName), row.ExternalId, row.Active,
            row.NotBefore, row.Resource, row.Revision, row.Created, row.LastModified,
        });

    private StoreConflict Replace(UserRow row) => session.TryExecute(
        """
        update users set user_name = @UserName, user_name_key = @key, external_id = @ExternalId, active = @Active, not_before = @NotBefore,
          resource = @Resource, revision = @Revision, last_modified = @LastModified
        where row = @Row
        """,
        new
        {
            row.Row, row.UserName, key = KeyFolding.Fold(row.UserName), row.ExternalId, row.Active, row.NotBefore, row.Resource, row.Revision, row.LastModified,
        });

    /// <summary>Which of the two unique keys is another's.</summary>
    private StoreConflict ConflictOf(ConnectionRow connection, UserValues values) =>
        session.Number(
            "select count(*) from users where tenant_row = @TenantRow and user_name_key = @key",
            new { connection.TenantRow, key = KeyFolding.Fold(values.UserName) }) > 0
            ? StoreConflict.UserName
            : StoreConflict.ExternalId;

    private void RemoveAlias(TenantKeys keys, UserRow user, Hash128 alias)
    {
        recorder.Remove(new Change.AliasRemoved(alias), new Change.AliasPut(alias, keys.User(user.Id)));
        session.Execute(
            """
            insert into retired_keys (key, user_id, retired_at) values (@key, @Id, @_now)
            on conflict (key) do update set user_id = excluded.user_id, retired_at = excluded.retired_at
            """,
            new { key = alias.ToByteArray(), user.Id, _now });
    }

    private void WriteEmails(ConnectionRow connection, UserRow user, IReadOnlyList<string> emails)
    {
        foreach (var email in emails.Select(KeyFolding.Fold).Distinct(StringComparer.Ordinal))
        {
            session.Execute(
                "insert into user_emails (connection_row, email_key, user_row) values (@connection, @email, @user)",
                new { connection = connection.Row, email, user = user.Row });
        }
    }

    private bool IsRetired(Hash128 key) =>
        session.Number("select count(*) from retired_keys where key = @key", new { key = key.ToByteArray() }) > 0;

    private bool IsRetiredByOther(Hash128 key, string id) =>
        session.Number("select count(*) from retired_keys where key = @key and user_id <> @id", new { key = key.ToByteArray(), id }) > 0;
}
