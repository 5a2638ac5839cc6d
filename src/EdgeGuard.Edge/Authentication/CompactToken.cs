namespace EdgeGuard.Edge.Authentication;

/// <summary>The outer form of a token: JWS compact serialization (RFC 7515 section 7.1).</summary>
internal static class CompactToken
{
    /// <summary>Longest token that is looked at, in characters.</summary>
    public const int MaxLength = 16 * 1024;
}
