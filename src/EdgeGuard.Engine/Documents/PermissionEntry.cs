using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Documents;

/// <summary>A permission given to a user directly. Immutable.</summary>
/// <param name="Permission">A pattern.</param>
/// <param name="Tenant">Key of the tenant in which it is held.</param>
/// <param name="Place">Where it stands.</param>
public sealed record PermissionEntry(string Permission, string Tenant, DocumentPlace Place)
{
    /// <summary>Whether it is held in the tenants below as well.</summary>
    public bool Inherit { get; init; }

    public ActivePeriod Period { get; init; } = ActivePeriod.Always;
}
