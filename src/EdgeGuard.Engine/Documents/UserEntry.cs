using System.Collections.Immutable;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Documents;

/// <summary>A user. Immutable.</summary>
/// <param name="Tenant">Key of its own tenant.</param>
/// <param name="Id">Its id, unique in the tenant.</param>
/// <param name="Place">Where it stands.</param>
public sealed record UserEntry(string Tenant, string Id, DocumentPlace Place)
{
    public string? UserName { get; init; }

    public string? ExternalId { get; init; }

    public ImmutableArray<string> Emails { get; init; } = [];

    public bool Active { get; init; } = true;

    /// <summary>Unix milliseconds: tokens issued at or before it are refused; 0 for none.</summary>
    public long NotBefore { get; init; }

    /// <summary>What rules read as <c>subject.{name}</c>, as a JSON object; null for nothing.</summary>
    public string? Attributes { get; init; }

    public ImmutableArray<RoleAssignmentEntry> Roles { get; init; } = [];

    public ImmutableArray<PermissionEntry> Permissions { get; init; } = [];

    public ImmutableArray<PlanAssignmentEntry> Plans { get; init; } = [];
}
