namespace EdgeGuard.Engine.Entitlements;

/// <summary>Until when what is given counts (SEMANTICS section 2).</summary>
internal static class Expiry
{
    /// <param name="expiresAt">Unix milliseconds, of which the last counts, or −1 for never.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static bool IsLive(long expiresAt, long now) => expiresAt == -1 || expiresAt >= now;
}
