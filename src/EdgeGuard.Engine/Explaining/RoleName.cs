namespace EdgeGuard.Engine.Explaining;

/// <summary>A role that is defined. Immutable.</summary>
/// <param name="Scope">Key of the tenant whose own role it is; empty for a global one.</param>
/// <param name="Key">Key of the role.</param>
public readonly record struct RoleName(string Scope, string Key);
