using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>The operations on the edges' records. Called under the authority's lock.</summary>
internal static class EdgeTable
{
    /// <summary>Step 3: the record that must exist before a Grant may be sent. <paramref name="until"/> never goes down.</summary>
    public static EdgeRecord Record(this Dictionary<Incarnation, EdgeRecord> edges, Incarnation edge, long until)
    {
        if (!edges.TryGetValue(edge, out var record))
            edges[edge] = record = new EdgeRecord();
        record.Until = Math.Max(record.Until, until);
        return record;
    }

    /// <summary>Counts a version whose digest is that of our log. Reports may be reordered, so it never goes down.</summary>
    public static void Count(this EdgeRecord record, long version)
    {
        record.Applied = Math.Max(record.Applied, version);
        if (record.ClaimedVersion <= record.Applied)
            (record.ClaimedVersion, record.ClaimedDigest) = (0, default);
    }

    /// <summary>Keeps a report until the log's digest at its version is known.</summary>
    public static void Claim(this EdgeRecord record, LogHead applied)
    {
        if (applied.Version > Math.Max(record.Applied, record.ClaimedVersion))
            (record.ClaimedVersion, record.ClaimedDigest) = (applied.Version, applied.Digest);
    }

    /// <summary>Step 9.</summary>
    public static void Release(this Dictionary<Incarnation, EdgeRecord> edges, Incarnation edge)
    {
        if (edges.Remove(edge, out var record))
            record.Released = true;
    }

    /// <summary>Forgets the edges all of whose leases have ended. Confirmations keep the records that they wait for.</summary>
    public static void Purge(this Dictionary<Incarnation, EdgeRecord> edges, long now)
    {
        foreach (var (edge, record) in edges)
        {
            if (record.Until <= now)
                edges.Remove(edge);
        }
    }

    /// <summary>Step 7: whom a fence has to wait for, as of the moment in which the floor is raised.</summary>
    public static List<(EdgeRecord Record, long Until)> Below(this Dictionary<Incarnation, EdgeRecord> edges, long version, long now)
    {
        var below = new List<(EdgeRecord, long)>();
        foreach (var record in edges.Values)
        {
            if (record.Until > now && record.Applied < version)
                below.Add((record, record.Until));
        }

        return below;
    }
}
