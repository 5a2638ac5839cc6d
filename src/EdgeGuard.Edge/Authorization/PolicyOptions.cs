namespace EdgeGuard.Edge.Authorization;

/// <summary>
/// A named requirement: <c>EdgeGuard:Policies:{name}</c>. Every list given must be met, and a given list has items; with none given, any active user
/// of the token's tenant passes. Names are exact; a <c>*</c> in one is a literal (SEMANTICS section 7).
/// </summary>
internal sealed class PolicyOptions
{
    /// <summary>Permissions that the user must have, all of them.</summary>
    public IList<string> AllPermissions { get; } = [];

    /// <summary>Permissions of which the user must have one.</summary>
    public IList<string> AnyPermissions { get; } = [];

    /// <summary>Roles that the user must hold, all of them.</summary>
    public IList<string> AllRoles { get; } = [];

    /// <summary>Roles of which the user must hold one.</summary>
    public IList<string> AnyRoles { get; } = [];

    /// <summary>Features to which the user must be entitled, all of them.</summary>
    public IList<string> AllFeatures { get; } = [];

    /// <summary>Features of which the user must be entitled to one.</summary>
    public IList<string> AnyFeatures { get; } = [];
}
