using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Mapping;

namespace EdgeGuard.Scim.Storage;

/// <summary>Writes groups; their roles always follow from the connection's rules and their name.</summary>
internal sealed class GroupWriter(DbSession session, ChangeRecorder recorder, DateTimeOffset now)
{
    private readonly ConnectionQueries _connections = new(session);
    private readonly long _now = now.ToUnixTimeMilliseconds();

    public Stored<GroupRow> Create(ConnectionRow connection, GroupValues values)
    {
        // An externalId may be free, and a member unknown, because its holder is gone.
        session.Revealed.NoteInside(connection.TenantRow);
        var row = new GroupRow
        {
            Id = Guid.CreateVersion7(now).ToString("D"),
            DisplayName = values.DisplayName,
            ExternalId = values.ExternalId,
            Roles = ResolveRoles(connection, values.DisplayName),
            Resource = values.Resource,
            Revision = 1,
            Created = _now,
            LastModified = _now,
        };
        if (Insert(connection, row) is not { } number)
            return StoreConflict.ExternalId;
        row = row with { Row = number };
        recorder.Put(new TenantKeys(recorder.Hasher, connection.Tenant).Put(row));
        return row;
    }

    /// <summary>
    /// Brings a stored group to <paramref name="values"/>; the same row back, and nothing written, when it is there already and
    /// no member came or went.
    /// </summary>
    public Stored<GroupRow> Update(ConnectionRow connection, GroupRow old, GroupValues values, bool membersChanged)
    {
        if (values.SameAs(old) && !membersChanged)
            return old;

        var row = old with
        {
            DisplayName = values.DisplayName,
            ExternalId = values.ExternalId,
            Roles = values.DisplayName == old.DisplayName ? old.Roles : ResolveRoles(connection, values.DisplayName),
            Resource = values.Resource,
            Revision = old.Revision + 1,
            LastModified = Math.Max(old.LastModified, _now),
        };
        if (Replace(row) is var conflict and not StoreConflict.None)
            return conflict;

        var keys = new TenantKeys(recorder.Hasher, connection.Tenant);
        recorder.Put(keys.Put(row), keys.Put(old));
        LoseRoles(connection, old, row);
        return row;
    }

    /// <summary>Takes members out of a group that has more of them than one transaction takes (<see cref="MembershipWriter.RemoveSome"/>).</summary>
    /// <returns>True when some left: to be committed, and asked again.</returns>
    public bool RemoveSome(ConnectionRow connection, GroupRow group, IReadOnlyCollection<string> keep)
    {
        if (!new MembershipWriter(session, recorder).RemoveSome(connection, group, keep))
            return false;
        session.Execute(
            "update groups set revision = revision + 1, last_modified = case when last_modified < @_now then @_now else last_modified end where row = @Row", new { group.Row, _now });
        return true;
    }

    /// <summary>Takes all members out of a group, and the group out of the directory.</summary>
    public void Delete(ConnectionRow connection, GroupRow group)
    {
        var keys = new TenantKeys(recorder.Hasher, connection.Tenant);
        new MembershipWriter(session, recorder).Clear(connection, group);
        session.Execute("delete from groups where row = @Row", new { group.Row });
        recorder.Remove(new Change.GroupRemoved(keys.Group(group.Id)), keys.Put(group));
    }

    /// <summary>After a change of rules: gives each group of the connection the roles that follow from them now.</summary>
    public void Resolve(ConnectionRow connection)
    {
        var rules = GroupRules.Of(_connections.ListRules(connection));
        var keys = new TenantKeys(recorder.Hasher, connection.Tenant);
        foreach (var old in new GroupQueries(session).Each(connection))
        {
            var roles = TextArray.Format(rules.Resolve(old.DisplayName));
            if (roles == old.Roles)
                continue;
            session.Execute("update groups set roles = @roles where row = @Row", new { roles, old.Row });
            var row = old with { Roles = roles };
            recorder.Put(keys.Put(row), keys.Put(old));
            LoseRoles(connection, old, row);
        }
    }

    private void LoseRoles(ConnectionRow connection, GroupRow old, GroupRow row)
    {
        if (row.Roles != old.Roles && old.ToRoles().Except(row.ToRoles(), StringComparer.Ordinal).Any())
            recorder.Lose(connection);
    }

    private string ResolveRoles(ConnectionRow connection, string displayName) =>
        TextArray.Format(GroupRules.Of(_connections.ListRules(connection)).Resolve(displayName));

    /// <returns>The row's number; null when a unique index refuses it.</returns>
    private long? Insert(ConnectionRow connection, GroupRow row) => session.Find<long?>(
        """
        insert into groups (id, tenant_row, connection_row, display_name, display_name_key, external_id, roles, resource, revision, created, last_modified)
        values (@Id, @TenantRow, @Row, @DisplayName, @key, @ExternalId, @Roles, @Resource, @Revision, @Created, @LastModified)
        on conflict do nothing returning row
        """,
        new
        {
            row.Id, connection.TenantRow, connection.Row, row.DisplayName, key = KeyFolding.Fold(row.DisplayName), row.ExternalId, row.Roles,
            row.Resource, row.Revision, row.Created, row.LastModified,
        });

    private StoreConflict Replace(GroupRow row) => session.TryExecute(
        """
        update groups set display_name = @DisplayName, display_name_key = @key, external_id = @ExternalId, roles = @Roles, resource = @Resource,
          revision = @Revision, last_modified = @LastModified
        where row = @Row
        """,
        new
        {
            row.Row, row.DisplayName, key = KeyFolding.Fold(row.DisplayName), row.ExternalId, row.Roles, row.Resource, row.Revision, row.LastModified,
        });
}
