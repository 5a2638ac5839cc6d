using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Scim.Storage.Leases;

/// <summary>Reads what the lease protocol keeps in the database (FENCE section 2 "State").</summary>
internal sealed class LeaseQueries(DbSession session)
{
    /// <summary>How long leases are.</summary>
    public LeaseTerms Terms() => Head().ToTerms();

    /// <summary>The epoch, its mark, the terms and the scims, for a fence and for the sweep (step 6).</summary>
    public ScimReading Scims()
    {
        var head = session.Find<MarkRow>("select epoch, restore_mark is not null as unsettled from head") ?? throw NoHead();
        var rows = session.Query<Row>("select inc, url, tick from scim");
        return new ScimReading(
            new Epoch(Hash128.Read(head.Epoch)),
            head.Unsettled,
            Terms(),
            [.. rows.Select(row => new ScimRow(new Incarnation(Hash128.Read(row.Inc)), row.Url, row.Tick))]);
    }

    /// <summary>What a tick reads after its update (step 2): <paramref name="head"/>, the terms, and the digests that the log still has.</summary>
    public TickReading Tick(LogHead head, IReadOnlyCollection<long> versions) => new(head, Terms(), Digests(versions));

    /// <summary>The digests of this epoch's entries of these versions.</summary>
    public IReadOnlyDictionary<long, Hash128> Digests(IReadOnlyCollection<long> versions)
    {
        if (versions.Count == 0)
            return new Dictionary<long, Hash128>();

        return session
            .Query<DigestRow>(
                $"select version, digest from log where version in (select value from {session.Sql.List}) and version > (select epoch_version from head)",
                new { list = session.Sql.ToList(versions) })
            .ToDictionary(row => row.Version, row => Hash128.Read(row.Digest));
    }

    private HeadTerms Head() => session.Find<HeadTerms>($"select {HeadTerms.Columns} from head") ?? throw NoHead();

    private static InvalidOperationException NoHead() => new("The database has no head row.");

    private sealed record MarkRow
    {
        public required byte[] Epoch { get; init; }

        public bool Unsettled { get; init; }
    }

    private sealed record Row
    {
        public required byte[] Inc { get; init; }

        public required string Url { get; init; }

        public long Tick { get; init; }
    }

    private sealed record DigestRow
    {
        public long Version { get; init; }

        public required byte[] Digest { get; init; }
    }
}
