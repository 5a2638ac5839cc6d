namespace EdgeGuard.Scim.Storage;

/// <summary>Writes connections, credentials and group rules. The edges need none of them, only what rules make of groups.</summary>
internal sealed class ConnectionWriter(DbSession session, ChangeRecorder recorder)
{
    public void Create(TenantRow tenant, string key, string id, ConnectionSettings settings)
    {
        session.Execute(
            """
            insert into connections (tenant_row, key, id, fence, fence_losses, profile, reassignment, retired_names, group_names)
            values (@Row, @key, @id, @Fence, @FenceLosses, @Profile, @Reassignment, @RetiredNames, @GroupNames)
            """,
            new
            {
                tenant.Row, key, id, settings.Fence, settings.FenceLosses, settings.Profile, settings.Reassignment, settings.RetiredNames,
                settings.GroupNames,
            });
        recorder.Touch();
    }

    /// <summary>What holds from here on; nothing that is there changes.</summary>
    public void Set(ConnectionRow connection, ConnectionSettings settings)
    {
        if (connection.Settings == settings)
            return;
        session.Execute(
            """
            update connections set fence = @Fence, fence_losses = @FenceLosses, profile = @Profile, reassignment = @Reassignment,
              retired_names = @RetiredNames, group_names = @GroupNames
            where row = @Row
            """,
            new
            {
                connection.Row, settings.Fence, settings.FenceLosses, settings.Profile, settings.Reassignment, settings.RetiredNames,
                settings.GroupNames,
            });
        recorder.Touch();
    }

    /// <summary>Removes a connection that has no users and groups, with its credentials and rules.</summary>
    public void Delete(ConnectionRow connection)
    {
        session.Execute("delete from connections where row = @Row", new { connection.Row });
        recorder.Touch();
    }

    public void AddCredential(ConnectionRow connection, CredentialRow credential)
    {
        session.Execute(
            "insert into credentials (id, connection_row, hash, created_at, expires_at) values (@Id, @Row, @Hash, @CreatedAt, @ExpiresAt)",
            new { credential.Id, connection.Row, credential.Hash, credential.CreatedAt, credential.ExpiresAt });
        recorder.Touch();
    }

    /// <returns>False when the connection has no such credential.</returns>
    public bool DeleteCredential(ConnectionRow connection, string id)
    {
        if (session.Execute("delete from credentials where id = @id and connection_row = @Row", new { id, connection.Row }) == 0)
            return false;
        recorder.Touch();
        return true;
    }

    /// <summary>Notes when a credential was last used. Not a change: makes no log entry.</summary>
    public void MarkUsed(string credentialId, long at) =>
        session.Execute("update credentials set last_used_at = @at where id = @credentialId", new { at, credentialId });

    /// <summary>Makes or replaces a rule; the caller has checked it against the connection's others and resolves the groups anew.</summary>
    public void PutRule(RuleRow rule)
    {
        session.Execute(
            """
            insert into rules (key, connection_row, group_name, role, prefix) values (@Key, @ConnectionRow, @GroupName, @Role, @Prefix)
            on conflict (key) do update set connection_row = excluded.connection_row, group_name = excluded.group_name, role = excluded.role, prefix = excluded.prefix
            """,
            rule);
        recorder.Touch();
    }

    public void DeleteRule(RuleRow rule)
    {
        session.Execute("delete from rules where key = @Key", new { rule.Key });
        recorder.Touch();
    }
}
