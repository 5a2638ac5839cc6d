using System.Text.Json;

namespace EdgeGuard.Edge.Authentication;

/// <summary>
/// What a payload must say to be an access token of an issuer for us (SECURITY T4, T5; RFC 9068 section 4). Expiry is judged elsewhere, after
/// the signature.
/// </summary>
internal static class ClaimRules
{
    /// <summary>Checks the payload against the issuer at <paramref name="now"/> (Unix milliseconds).</summary>
    public static TokenFault Check(JsonElement payload, Issuer issuer, long now, out TokenClaims claims)
    {
        claims = default;
        if (!HasAudience(payload, issuer))
            return TokenFault.Audience;
        if (payload.TryGetProperty("cnf"u8, out _))
            return TokenFault.SenderConstrained;
        // Members that only ID tokens (OpenID Connect Core section 3.1.3.6) and security event tokens (RFC 8417) have.
        if (payload.TryGetProperty("at_hash"u8, out _) || payload.TryGetProperty("c_hash"u8, out _) || payload.TryGetProperty("events"u8, out _))
            return TokenFault.NotAccessToken;

        var fault = CheckTimes(payload, issuer, now, out var issuedAt, out var expiresAt);
        if (fault != TokenFault.None)
            return fault;

        if (!ClaimText.TryRead(payload, issuer.SubjectClaim, out var subject))
            return TokenFault.Subject;
        // RFC 9068 section 2.2 requires it, whoever else the configured claim names.
        if (!ClaimText.TryRead(payload, "sub"u8, out _))
            return TokenFault.Subject;
        if (!ClaimText.TryRead(payload, issuer.TenantClaim, out var tenant))
            return TokenFault.Tenant;
        string? sessionId = null;
        if (payload.TryGetProperty("sid"u8, out _) && !ClaimText.TryRead(payload, "sid"u8, out sessionId))
            return TokenFault.Session;

        claims = new TokenClaims(subject, tenant, sessionId, issuedAt, expiresAt);
        return TokenFault.None;
    }

    private static bool HasAudience(JsonElement payload, Issuer issuer)
    {
        if (!payload.TryGetProperty("aud"u8, out var aud))
            return false;
        if (aud.ValueKind == JsonValueKind.String)
            return IsOurs(aud, issuer);
        if (aud.ValueKind != JsonValueKind.Array)
            return false;

        var found = false;
        foreach (var element in aud.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.String)
                return false;
            found |= IsOurs(element, issuer);
        }

        return found;
    }

    private static bool IsOurs(JsonElement audience, Issuer issuer)
    {
        foreach (var ours in issuer.Audiences)
        {
            if (audience.ValueEquals(ours))
                return true;
        }

        return false;
    }

    private static TokenFault CheckTimes(JsonElement payload, Issuer issuer, long now, out long issuedAt, out long expiresAt)
    {
        issuedAt = 0;
        expiresAt = 0;
        if (!payload.TryGetProperty("exp"u8, out var exp) || !ClaimInstant.TryRead(exp, out expiresAt)
            || !payload.TryGetProperty("iat"u8, out var iat) || !ClaimInstant.TryRead(iat, out issuedAt)
            || expiresAt <= issuedAt)
            return TokenFault.Time;

        var latest = now + issuer.ClockSkew;
        if (payload.TryGetProperty("nbf"u8, out var nbf))
        {
            if (!ClaimInstant.TryRead(nbf, out var notBefore) || notBefore >= expiresAt)
                return TokenFault.Time;
            if (notBefore > latest)
                return TokenFault.NotYetValid;
        }

        if (issuedAt > latest)
            return TokenFault.NotYetValid;
        return expiresAt - issuedAt > issuer.MaxLifetime ? TokenFault.Lifetime : TokenFault.None;
    }
}
