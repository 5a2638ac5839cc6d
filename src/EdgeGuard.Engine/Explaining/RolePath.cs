using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining;

/// <summary>How a user comes to hold a role: who is given which role where, and what that one brings. Immutable.</summary>
public sealed record RolePath
{
    /// <summary>Who is given it: the user or a group.</summary>
    public required RoleHolder Holder { get; init; }

    /// <summary>The group that the user is a member of, then those around it, up to the holder; empty when the user is given it itself.</summary>
    public ImmutableArray<Hash128> Groups { get; init; } = [];

    /// <summary>Key of the tenant in which it is given.</summary>
    public required string Tenant { get; init; }

    /// <summary>True when that tenant is above the one asked in.</summary>
    public bool IsInherited { get; init; }

    /// <summary>True when a rule of the group's connection gives it; false for an assignment.</summary>
    public bool ByRule { get; init; }

    /// <summary>When.</summary>
    public ActivePeriod Period { get; init; } = ActivePeriod.Always;

    /// <summary>The key that is given.</summary>
    public required string Key { get; init; }

    /// <summary>The role that the key means there, then parent roles up to the one that matters; empty when the key means none.</summary>
    public ImmutableArray<RoleName> Roles { get; init; } = [];
}
