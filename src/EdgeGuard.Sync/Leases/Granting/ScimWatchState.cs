using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>Since when each thing stands as it does, as seen by one process (<see cref="ScimWatch"/>).</summary>
internal sealed class ScimWatchState
{
    public Epoch? Epoch { get; set; }

    public long EpochSince { get; set; }

    public long Revision { get; set; } = -1;

    public long RevisionSince { get; set; }

    public Dictionary<Incarnation, (long Tick, long Since)> Rows { get; init; } = [];
}
