namespace EdgeGuard.Edge.Decisions;

/// <summary>Limits of what a check may hold; beyond them the call is <c>INVALID_ARGUMENT</c>. Documented in the README.</summary>
internal static class CheckLimits
{
    /// <summary>Most questions of one batch.</summary>
    public const int MaxChecks = 1000;

    /// <summary>Longest tenant key, in characters.</summary>
    public const int MaxTenantLength = 128;

    /// <summary>Longest subject value, in characters.</summary>
    public const int MaxSubjectLength = 1024;

    /// <summary>Longest permission, role or feature, in characters.</summary>
    public const int MaxNameLength = 256;
}
