using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Edge.Decisions;

/// <summary>
/// A check whose subject is known, or already denied because of its token, before the snapshot is read. Immutable.
/// </summary>
internal readonly record struct PendingCheck(Reason Reason, SubjectClaim Claim);
