using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>
/// A subject found (or not) in one snapshot; valid for that snapshot only. Immutable.
/// </summary>
public readonly struct ResolvedSubject
{
    /// <summary><see cref="Reason.None"/> when the subject may be asked about; else why every question about it is denied.</summary>
    public Reason Reason { get; init; }

    /// <summary>Hash of the user's id, the user's name in changes; none when unknown.</summary>
    public Hash128 User { get; init; }

    /// <summary>Effective role keys joined with ',' in ordinal order, memoised per distinct set; empty for none.</summary>
    public string Roles => throw new NotSupportedException();
}
