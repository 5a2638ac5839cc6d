using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Directory;

/// <summary>A group. Immutable; replaced by each change of it.</summary>
/// <param name="Id">Hash of its id.</param>
/// <param name="Tenant">Ordinal of its tenant.</param>
/// <param name="Roles">Keys of the roles that it gives in its own tenant.</param>
internal sealed record GroupRow(Hash128 Id, int Tenant, ImmutableArray<string> Roles)
{
    /// <summary>Ordinals of the groups that it is nested in, ascending.</summary>
    public ImmutableArray<int> Parents { get; init; } = [];

    /// <summary>How many groups are nested in it.</summary>
    public int Children { get; init; }

    /// <summary>Further roles, given in any tenant; in the order of <see cref="AssignmentKey"/>.</summary>
    public ImmutableArray<Change.RoleAssigned> Assigned { get; init; } = [];

    /// <summary>How many grants name it.</summary>
    public int Grants { get; init; }
}
