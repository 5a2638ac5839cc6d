using System.Collections.Immutable;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Documents;

/// <summary>A group. Immutable.</summary>
/// <param name="Tenant">Key of its tenant.</param>
/// <param name="Id">Its id, unique in the tenant.</param>
/// <param name="Place">Where it stands.</param>
public sealed record GroupEntry(string Tenant, string Id, DocumentPlace Place)
{
    /// <summary>What people call it; for explanations only.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Keys of the roles that its members hold in its tenant, as group rules give them.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Roles given to it by themselves: elsewhere, for a time, or with inheritance.</summary>
    public ImmutableArray<RoleAssignmentEntry> Assignments { get; init; } = [];

    /// <summary>Ids of users of the same tenant.</summary>
    public ImmutableArray<NamedEntry> Members { get; init; } = [];

    /// <summary>Ids of groups of the same tenant whose members count as its own.</summary>
    public ImmutableArray<NamedEntry> Groups { get; init; } = [];
}
