using System.Text.Json;

namespace EdgeGuard.Edge.Authentication;

/// <summary>Reads NumericDate claims (RFC 7519 section 2): seconds since 1970 as a JSON number, which may have a fraction.</summary>
internal static class ClaimInstant
{
    /// <summary>The last second of the year 9999.</summary>
    private const decimal MaxSeconds = 253_402_300_799m;

    /// <summary>Unix milliseconds of the member, rounded down: the strict side for <c>exp</c> and, against not-before marks, for <c>iat</c>.</summary>
    public static bool TryRead(JsonElement member, out long milliseconds)
    {
        milliseconds = 0;
        if (member.ValueKind != JsonValueKind.Number || !member.TryGetDecimal(out var seconds) || seconds is < 0 or > MaxSeconds)
            return false;
        milliseconds = (long)decimal.Floor(seconds * 1000);
        return true;
    }
}
