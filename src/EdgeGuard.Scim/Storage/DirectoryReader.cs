using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Storage.Leases;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Scim.Storage;

/// <summary>Everything that can be read, within one transaction. One thread at a time.</summary>
internal sealed class DirectoryReader(DbSession session)
{
    public CatalogQueries Catalog { get; } = new(session);

    public ConnectionQueries Connections { get; } = new(session);

    public UserQueries Users { get; } = new(session);

    public GroupQueries Groups { get; } = new(session);

    public LogQueries Log { get; } = new(session);

    public EdgeQueries Edges { get; } = new(session);

    public LeaseQueries Leases { get; } = new(session);

    /// <summary>The end of the log that this transaction sees.</summary>
    public LogHead Head() => HeadRow.Read(session);

    /// <summary>What has been read so far reveals this.</summary>
    public Revealed Revealed() => session.Revealed.Version is > 0 and var version ? new Revealed(Head(), version) : default;

    /// <inheritdoc cref="StateRows"/>
    public IEnumerable<Change> State(DirectoryHasher hasher) => new StateRows(session, hasher).Read();
}
