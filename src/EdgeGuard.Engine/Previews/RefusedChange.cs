using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Previews;

/// <summary>The change at which a preview ended. Immutable.</summary>
/// <param name="Index">Which of the changes, from 0.</param>
/// <param name="Change">The change.</param>
/// <param name="Fault">The rule that it breaks.</param>
public sealed record RefusedChange(int Index, Change Change, string Fault);
