namespace EdgeGuard.Engine.Explaining;

/// <summary>What may be added to a state so that a denial becomes an allow.</summary>
public enum AdditionKind : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Create the tenant. Has no change: the question holds only the hash of its key.</summary>
    CreateTenant = 1,

    /// <summary>Resume a suspended tenant; the name is its key.</summary>
    ResumeTenant = 2,

    /// <summary>Create the user. Has no change: the directory does it.</summary>
    CreateUser = 3,

    /// <summary>Activate the user.</summary>
    ActivateUser = 4,

    /// <summary>Sign in again. Has no change: a revocation is not undone, its token is replaced.</summary>
    SignIn = 5,

    /// <summary>Define a role, without permissions; the name is its key.</summary>
    DefineRole = 6,

    /// <summary>Give the user a role; the name is its key.</summary>
    AssignRole = 7,

    /// <summary>Let a role that the user is given count here and now; the name is its key.</summary>
    ExtendRole = 8,

    /// <summary>Give the user a permission; the name is the permission.</summary>
    AssignPermission = 9,

    /// <summary>Let a permission that the user is given count here and now; the name is its pattern.</summary>
    ExtendPermission = 10,

    /// <summary>Grant the user the permission on the resource; the name is the permission.</summary>
    Grant = 11,

    /// <summary>Let a grant to the user count now; the name is its pattern.</summary>
    ExtendGrant = 12,

    /// <summary>Give the tenant a feature, or give it for longer; the name is its key.</summary>
    GiveFeature = 13,

    /// <summary>Give the user a plan; the name is its key.</summary>
    AssignPlan = 14,

    /// <summary>Let a plan that is given count here and now; the name is its key.</summary>
    ExtendPlan = 15,

    /// <summary>Turn on the flag of a feature; the name is the feature's key.</summary>
    TurnFlagOn = 16,
}
