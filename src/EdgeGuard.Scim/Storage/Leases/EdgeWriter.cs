namespace EdgeGuard.Scim.Storage.Leases;

/// <summary>Writes registered edges and their keys. The edges themselves need none of it: entries without changes.</summary>
internal sealed class EdgeWriter(DbSession session, ChangeRecorder recorder)
{
    /// <summary>Registers an edge; one that is there stays as it is.</summary>
    public void Put(string edge)
    {
        if (session.Execute("insert into edges (key) values (@edge) on conflict do nothing", new { edge }) == 1)
            recorder.Touch();
    }

    /// <summary>Removes an edge with its keys.</summary>
    /// <returns>False when there is none.</returns>
    public bool Delete(string edge)
    {
        if (session.Execute("delete from edges where key = @edge", new { edge }) == 0)
            return false;
        recorder.Touch();
        return true;
    }

    public void AddKey(EdgeKeyRow key)
    {
        session.Execute("insert into edge_keys (id, edge, hash, created_at) values (@Id, @Edge, @Hash, @CreatedAt)", key);
        recorder.Touch();
    }

    /// <returns>False when the edge has no such key.</returns>
    public bool DeleteKey(string edge, string id)
    {
        if (session.Execute("delete from edge_keys where id = @id and edge = @edge", new { id, edge }) == 0)
            return false;
        recorder.Touch();
        return true;
    }
}
