using EdgeGuard.Edge.Authentication;

namespace EdgeGuard.Edge.Decisions;

/// <summary>Limits of what a check may hold; beyond them the call is <c>INVALID_ARGUMENT</c>. Documented in the README.</summary>
internal static class CheckLimits
{
    /// <summary>Most questions of one batch.</summary>
    public const int MaxChecks = 1000;

    /// <summary>
    /// Largest message in bytes: <see cref="MaxChecks"/> with the longest token, tenant and name, of up to three bytes of UTF-8 each
    /// character. About 18 MB, within the body limit of the listeners.
    /// </summary>
    public const int MaxMessageBytes = MaxChecks * (CompactToken.MaxLength + (3 * (MaxTenantLength + MaxNameLength)) + FramingBytes);

    /// <summary>Longest tenant key, in characters.</summary>
    public const int MaxTenantLength = 128;

    /// <summary>Longest subject value, in characters.</summary>
    public const int MaxSubjectLength = 1024;

    /// <summary>Longest permission, role or feature, in characters.</summary>
    public const int MaxNameLength = 256;

    /// <summary>Most bytes that the tags and lengths of one check take.</summary>
    private const int FramingBytes = 32;
}
