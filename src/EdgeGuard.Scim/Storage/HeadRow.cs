using EdgeGuard.Engine.Hashing;
using EdgeGuard.Scim.Storage.Leases;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;

namespace EdgeGuard.Scim.Storage;

/// <summary>The end of the log, as its row holds it.</summary>
internal sealed record HeadRow
{
    public required byte[] Epoch { get; init; }

    public long Version { get; init; }

    public required byte[] Digest { get; init; }

    public static LogHead Read(DbSession session)
    {
        var head = session.Find<HeadRow>("select epoch, version, digest from head") ?? throw new InvalidOperationException("The database has no head row.");
        return new LogHead(new Engine.Snapshots.Epoch(Hash128.Read(head.Epoch)), head.Version, Hash128.Read(head.Digest));
    }

    /// <summary>At the start: makes the row in a new database, and brings it to the configuration.</summary>
    /// <param name="session">Nobody else is starting.</param>
    /// <param name="keys">Those that the database is, or will be, written with.</param>
    /// <param name="lease">L as configured (FENCE section 1), in ticks of the lease clock: written where the database says another.</param>
    /// <exception cref="StorageException">The database was written with another environment key.</exception>
    public static void Prepare(DbSession session, EnvironmentKeys keys, long lease)
    {
        session.Execute(
            """
            insert into head (one, epoch, version, digest, key_check, lease_ms, wait_lease_ms) values (1, @epoch, 0, @empty, @check, @LeaseMs, @LeaseMs)
            on conflict do nothing
            """,
            new { epoch = Engine.Snapshots.Epoch.New().Value.ToByteArray(), empty = default(Hash128).ToByteArray(), check = keys.Check.ToByteArray(), HeadTerms.Of(LeaseTerms.Of(lease)).LeaseMs });
        if (Hash128.Read(session.Find<byte[]>("select key_check from head")) != keys.Check)
            throw new StorageException("EdgeGuard:EnvironmentKey is not the key that this database was written with.");
        var terms = new LeaseQueries(session).Terms();
        if (terms.Length != lease)
            new LeaseWriter(session).ChangeTerms(terms, terms.ChangeTo(lease));
    }
}
