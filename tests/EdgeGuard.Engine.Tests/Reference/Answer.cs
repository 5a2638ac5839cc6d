using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>A reason, and whether a condition met an attribute of a type that its operation cannot take (SEMANTICS section 9).</summary>
internal readonly record struct Answer(Reason Reason, bool Warned = false)
{
    /// <summary>Keys of all roles that the role question answers yes to, joined; null when none was asked about.</summary>
    public string? Roles { get; init; }
}
