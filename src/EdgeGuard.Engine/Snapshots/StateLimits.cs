namespace EdgeGuard.Engine.Snapshots;

/// <summary>What a row may hold; longer ones are refused where state is built. Lengths are in UTF-16 code units.</summary>
public static class StateLimits
{
    /// <summary>A tenant key, which is ASCII.</summary>
    public const int MaxTenantKey = 128;

    /// <summary>Key of a role, feature or plan.</summary>
    public const int MaxKey = 256;

    /// <summary>A permission or permission pattern.</summary>
    public const int MaxPattern = 1024;

    /// <summary>Patterns of one role, features of a plan, linked permissions of a feature, role keys of a group.</summary>
    public const int MaxList = 10_000;

    /// <summary>
    /// Roles assigned to one user or group, in whatever tenants, and permissions assigned to one user: a change of one copies them all.
    /// </summary>
    public const int MaxAssigned = 10_000;

    /// <summary>Parents of one role.</summary>
    public const int MaxRoleParents = 64;

    /// <summary>Groups around a group, one in the other: steps that lead from it outwards, on the longest way.</summary>
    public const int MaxNestingDepth = 64;

    /// <summary>Resources that a resource lies in, one in the other.</summary>
    public const int MaxResourceDepth = 100;

    /// <summary>Roles of one scope: the global ones, or a tenant's own.</summary>
    public const int MaxRoles = 10_000;

    /// <summary>Patterns of all roles of one scope together.</summary>
    public const int MaxRolePatterns = 100_000;

    /// <summary>Features of the catalog.</summary>
    public const int MaxFeatures = 10_000;

    /// <summary>Permissions linked to features, of all features together.</summary>
    public const int MaxLinks = 100_000;

    /// <summary>Those of them that have a star.</summary>
    public const int MaxLinkPatterns = 1_000;

    /// <summary>Features linked to one permission without a star.</summary>
    public const int MaxLinkedFeatures = 1_000;

    /// <summary>Flags of the catalog.</summary>
    public const int MaxFlags = 10_000;

    /// <summary>Plans of the catalog.</summary>
    public const int MaxPlans = 10_000;

    /// <summary>Features of all plans together.</summary>
    public const int MaxPlanFeatures = 100_000;

    /// <summary>Plans assigned to one tenant or user.</summary>
    public const int MaxAssignedPlans = 1_000;

    /// <summary>The rules of one plan or flag, as JSON text.</summary>
    public const int MaxRules = 262_144;

    /// <summary>The attributes of one user, as JSON text.</summary>
    public const int MaxAttributes = 65_536;

    /// <summary>Tenants above a tenant.</summary>
    public const int MaxTenantDepth = 32;
}
