using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Directory;

/// <summary>A tenant. Immutable; replaced by each change of it.</summary>
/// <param name="Ordinal">Its number in the tables.</param>
/// <param name="Key">Its client key.</param>
/// <param name="Hash">Hash of the key.</param>
/// <param name="Suspended">Whether all questions about its users are denied.</param>
internal sealed record TenantRow(int Ordinal, string Key, Hash128 Hash, bool Suspended)
{
    /// <summary>
    /// Changes whenever its groups' role keys or its own roles do, in constant time: whatever was computed under the old one is then
    /// seen to be out of date when it is next looked at. No two tenants share one.
    /// </summary>
    public required ulong Stamp { get; init; }

    /// <summary>What readers computed under <see cref="Stamp"/>.</summary>
    public required RoleMemo Memo { get; init; }

    /// <summary>How its groups are nested; null when none is.</summary>
    public GroupClosures? Closures { get; init; }

    /// <summary>Ordinal of the tenant above it; −1 for a root.</summary>
    public int Parent { get; init; } = -1;

    /// <summary>True when it is a root and not suspended, so that nothing of another tenant is to be known.</summary>
    public bool IsPlain => Parent < 0 && !Suspended;

    /// <summary>Plans given to it.</summary>
    public ImmutableArray<Change.PlanAssigned> Plans { get; init; } = [];

    /// <summary>Its own roles; null for none.</summary>
    public RoleTable? Roles { get; init; }

    /// <summary>Its features; null for none.</summary>
    public FeatureTable? Features { get; init; }
}
