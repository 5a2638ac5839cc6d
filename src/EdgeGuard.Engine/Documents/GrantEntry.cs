using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Documents;

/// <summary>A grant on a resource. Immutable.</summary>
/// <param name="Tenant">Key of the resource's tenant.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Grantee">Who may.</param>
/// <param name="Permission">A permission pattern.</param>
/// <param name="Place">Where it stands.</param>
public sealed record GrantEntry(string Tenant, ResourceName Resource, GranteeEntry Grantee, string Permission, DocumentPlace Place)
{
    public ActivePeriod Period { get; init; } = ActivePeriod.Always;

    /// <summary>What no two grants share.</summary>
    internal (string Tenant, ResourceName Resource, GranteeEntry Grantee, string Permission) Identity => (Tenant, Resource, Grantee, Permission);
}
