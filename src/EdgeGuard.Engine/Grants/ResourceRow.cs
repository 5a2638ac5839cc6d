using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Grants;

/// <summary>A resource that some row speaks of. Immutable; replaced by each change of it.</summary>
/// <param name="Ordinal">Its number in the tables.</param>
/// <param name="Tenant">Ordinal of its tenant.</param>
/// <param name="Name">Its type and id.</param>
/// <param name="Key">Its key within the tenant.</param>
internal sealed record ResourceRow(int Ordinal, int Tenant, ResourceName Name, Hash128 Key)
{
    public const int None = -1;

    /// <summary>Ordinal of the resource that it lies in.</summary>
    public int Parent { get; init; } = None;

    public GrantChain Users { get; init; } = GrantChain.Empty;

    public GrantChain Groups { get; init; } = GrantChain.Empty;

    public GrantChain Roles { get; init; } = GrantChain.Empty;

    /// <summary>True when no row speaks of it, other than as what another resource lies in.</summary>
    public bool IsEmpty => Parent == None && Users.Count + Groups.Count + Roles.Count == 0;

    public GrantChain Of(HolderKind kind) => kind switch { HolderKind.User => Users, HolderKind.Group => Groups, _ => Roles };

    public ResourceRow With(HolderKind kind, GrantChain chain) => kind switch
    {
        HolderKind.User => this with { Users = chain },
        HolderKind.Group => this with { Groups = chain },
        _ => this with { Roles = chain },
    };
}
