using System.Collections.Immutable;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Directory;

/// <summary>What few users have, apart so that the others take no room for it. Immutable; replaced by each change of it.</summary>
internal sealed record UserExtras
{
    public static UserExtras None { get; } = new();

    /// <summary>Roles given to the user itself, in the order of <see cref="AssignmentKey"/>.</summary>
    public ImmutableArray<Change.RoleAssigned> Roles { get; init; } = [];

    /// <summary>Permissions given to the user itself, in the same order.</summary>
    public ImmutableArray<Change.PermissionAssigned> Permissions { get; init; } = [];

    /// <summary>Plans given to the user itself.</summary>
    public ImmutableArray<Change.PlanAssigned> Plans { get; init; } = [];

    /// <summary>The directory's attributes as they were put; null for none.</summary>
    public Change.UserAttributesPut? AttributesPut { get; init; }

    /// <summary>The same, ready for rules.</summary>
    public AttributeSet? Attributes { get; init; }

    /// <summary>How many grants name the user.</summary>
    public int Grants { get; init; }

    /// <summary>True when roles or permissions are given to the user itself.</summary>
    public bool HasRights => !Roles.IsEmpty || !Permissions.IsEmpty;

    /// <summary>True when nothing is left.</summary>
    public bool IsEmpty => Roles.IsEmpty && Permissions.IsEmpty && Plans.IsEmpty && AttributesPut is null && Grants == 0;

    /// <summary>The rows that it came from.</summary>
    public IEnumerable<Change> All()
    {
        IEnumerable<Change> given = [.. Roles, .. Permissions, .. Plans];
        return AttributesPut is null ? given : given.Append(AttributesPut);
    }
}
