using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Edge.Errors;

/// <summary>How a reason is told over HTTP (SEMANTICS section 10): the one place that maps reasons to statuses.</summary>
internal static class RefusalStatus
{
    /// <summary>Value of <c>Retry-After</c> beside a 503, in seconds: a snapshot is loaded or a lease granted within it, as a rule.</summary>
    public const string RetryAfter = "1";

    /// <summary>HTTP status of a denial.</summary>
    public static int Of(Reason reason) => reason switch
    {
        Reason.TokenMissing or Reason.TokenInvalid or Reason.TokenExpired or Reason.SessionRevoked or Reason.StepUpRequired =>
            StatusCodes.Status401Unauthorized,
        Reason.SnapshotMissing or Reason.SnapshotStale => StatusCodes.Status503ServiceUnavailable,
        Reason.InvalidRequest => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status403Forbidden,
    };

    /// <summary>Value of <c>WWW-Authenticate</c> beside a 401 (RFC 6750 section 3, RFC 9470 section 3); null beside another status.</summary>
    public static string? Challenge(Reason reason) => reason switch
    {
        // RFC 6750 section 3.1: no error code when the request carries no authentication at all.
        Reason.TokenMissing => "Bearer",
        Reason.TokenInvalid => "Bearer error=\"invalid_token\", error_description=\"The access token is not acceptable\"",
        Reason.TokenExpired => "Bearer error=\"invalid_token\", error_description=\"The access token expired\"",
        Reason.SessionRevoked => "Bearer error=\"invalid_token\", error_description=\"The access token was revoked\"",
        Reason.StepUpRequired => "Bearer error=\"insufficient_user_authentication\"",
        _ => null,
    };

    /// <summary>Human text of a denial; says no more than its reason.</summary>
    public static string Title(Reason reason) => reason switch
    {
        Reason.TokenMissing => "An access token is required.",
        Reason.TokenInvalid => "The access token is not acceptable.",
        Reason.TokenExpired => "The access token has expired.",
        Reason.SessionRevoked => "The access token was revoked.",
        Reason.StepUpRequired => "A stronger authentication is required.",
        Reason.SnapshotMissing => "Authorization data is not loaded yet.",
        Reason.SnapshotStale => "Authorization data is too old.",
        Reason.InvalidRequest => "The request is malformed or ambiguous.",
        Reason.RouteClosed => "The route is not open.",
        Reason.UnknownTenant => "The tenant is not known.",
        Reason.TenantSuspended => "The tenant is suspended.",
        Reason.UnknownSubject => "The user is not known.",
        Reason.UserInactive => "The user is not active.",
        Reason.MissingRole => "A role is missing.",
        Reason.MissingFeature => "A feature is missing.",
        Reason.BundleExpired => "A feature has expired.",
        Reason.NoGrant => "A grant on the resource is missing.",
        _ => "A permission is missing.",
    };
}
