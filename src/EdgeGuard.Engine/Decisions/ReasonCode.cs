namespace EdgeGuard.Engine.Decisions;

/// <summary>The text form of reasons, as in problem details, headers and logs: upper case with underscores.</summary>
public static class ReasonCode
{
    private static readonly string[] Codes =
    [
        "", "MISSING_PERMISSION", "MISSING_FEATURE", "BUNDLE_EXPIRED", "MISSING_ROLE", "NO_GRANT", "UNKNOWN_TENANT",
        "TENANT_SUSPENDED", "UNKNOWN_SUBJECT", "USER_INACTIVE", "SESSION_REVOKED", "STEP_UP_REQUIRED", "ROUTE_CLOSED",
        "TOKEN_MISSING", "TOKEN_INVALID", "TOKEN_EXPIRED", "INVALID_REQUEST", "SNAPSHOT_MISSING", "SNAPSHOT_STALE",
    ];

    /// <summary>The stable code of <paramref name="reason"/>; empty for <see cref="Reason.None"/>. Does not allocate.</summary>
    /// <exception cref="IndexOutOfRangeException">Not a defined reason.</exception>
    public static string Of(Reason reason) => Codes[(int)reason];
}
