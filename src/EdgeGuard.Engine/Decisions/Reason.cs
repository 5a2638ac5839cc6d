namespace EdgeGuard.Engine.Decisions;

/// <summary>
/// Why a decision denied (SEMANTICS sections 8 and 10). The numbers equal those of <c>edgeguard.v1.Reason</c> and are stable.
/// </summary>
public enum Reason : byte
{
    /// <summary>No reason: the decision allows.</summary>
    None = 0,
    MissingPermission = 1,
    MissingFeature = 2,
    BundleExpired = 3,
    MissingRole = 4,
    NoGrant = 5,
    UnknownTenant = 6,
    TenantSuspended = 7,
    UnknownSubject = 8,
    UserInactive = 9,
    SessionRevoked = 10,
    StepUpRequired = 11,
    RouteClosed = 12,
    TokenMissing = 13,
    TokenInvalid = 14,
    TokenExpired = 15,
    InvalidRequest = 16,
    SnapshotMissing = 17,
    SnapshotStale = 18,
}
