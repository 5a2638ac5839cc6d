using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Engine.Previews;

/// <summary>Whether a user may be asked about at all. Immutable.</summary>
/// <param name="Reason"><see cref="Decisions.Reason.None"/>, or why every question is denied, whatever the token.</param>
/// <param name="NotBefore">Unix milliseconds: tokens issued at or before it are refused; 0 for none.</param>
public readonly record struct UserStanding(Reason Reason, long NotBefore);
