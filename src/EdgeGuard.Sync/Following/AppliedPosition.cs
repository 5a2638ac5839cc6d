using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Following;

/// <summary>How far a follower is: for health and figures, never for decisions. Immutable.</summary>
/// <param name="Epoch">The log that is followed.</param>
/// <param name="Version">The last version that was verified and applied.</param>
/// <param name="At">When it was, by this process's clock.</param>
public sealed record AppliedPosition(Epoch Epoch, long Version, DateTimeOffset At);
