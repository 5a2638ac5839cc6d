namespace EdgeGuard.Engine.Explaining;

/// <summary>What kind of thing an allow lacks.</summary>
public enum MissingKind : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The tenant asked in is not known.</summary>
    Tenant = 1,

    /// <summary>A tenant is suspended; the name is its key.</summary>
    Resumption = 2,

    /// <summary>No user of the tenant, or of one above it, has the subject key.</summary>
    User = 3,

    /// <summary>The user is not active.</summary>
    Activation = 4,

    /// <summary>The token was issued at or before the user's not-before mark.</summary>
    FreshToken = 5,

    /// <summary>The question is none: nothing can be added that answers it.</summary>
    ValidQuestion = 6,

    /// <summary>Nobody defines the role that was asked for; the name is its key.</summary>
    RoleDefinition = 7,

    /// <summary>The user does not hold the role; the name is its key.</summary>
    Role = 8,

    /// <summary>The user is not given the permission; the name is the permission.</summary>
    Permission = 9,

    /// <summary>The user is not entitled to the feature, or to any that is linked to the permission; the name is what was asked for.</summary>
    Feature = 10,
}
