using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Edge.Authentication;

/// <summary>
/// Validates one token against the keys at hand. No I/O, no cache. Steps: 1 compact form and base64url; 2 header as strict JSON and the rules for
/// every header; 3 payload as strict JSON; 4 <c>iss</c> picks the issuer; 5 the issuer's header rules; 6 claims; 7 the one key;
/// 8 signature; 9 expiry. Nothing read in steps 2 to 6 is believed before step 8; they come first because they cost less than a signature,
/// and so that only a token that is otherwise right can ask for newer keys.
/// </summary>
internal sealed class TokenValidator(IssuerRegistry issuers, DirectoryHasher hasher)
{
    /// <summary>Validates at <paramref name="now"/> (Unix milliseconds).</summary>
    public TokenVerdict Validate(ReadOnlySpan<char> token, long now)
    {
        // 1
        var fault = CompactToken.TryParse(token, out var parts);
        if (fault != TokenFault.None)
            return new TokenVerdict(fault);

        var buffer = ArrayPool<byte>.Shared.Rent(2 * token.Length);
        try
        {
            return Validate(token, parts, buffer, now);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private TokenVerdict Validate(ReadOnlySpan<char> token, CompactToken parts, byte[] buffer, long now)
    {
        // The buffer: signed text as ASCII, then header and payload decoded.
        var signed = Encoding.ASCII.GetBytes(token[..parts.SignedLength], buffer);
        var header = Base64Url.DecodeFromChars(token[..parts.HeaderLength], buffer.AsSpan(signed));
        var payloadStart = signed + header;
        var payload = Base64Url.DecodeFromChars(token[(parts.HeaderLength + 1)..parts.SignedLength], buffer.AsSpan(payloadStart));

        // 2
        var fault = ReadHeader(buffer.AsMemory(signed, header), out var jose);
        if (fault != TokenFault.None)
            return new TokenVerdict(fault);

        // 3 to 6
        fault = ReadPayload(buffer.AsMemory(payloadStart, payload), jose, now, out var issuer, out var claims);
        if (fault != TokenFault.None || issuer is null)
            return new TokenVerdict(fault);

        // 7
        var keys = issuer.Keys.Current;
        var key = keys.Find(jose.KeyId, jose.Algorithm);
        if (key is null)
            return new TokenVerdict(keys.IsMissing ? TokenFault.KeysUnavailable : TokenFault.Key, Issuer: issuer, KeyId: jose.KeyId);

        // 8
        var signature = Base64Url.DecodeFromChars(token[(parts.SignedLength + 1)..]);
        if (!key.Verify(jose.Algorithm, new ArraySegment<byte>(buffer, 0, signed), signature))
            return new TokenVerdict(TokenFault.Signature);

        // 9
        return now < claims.ExpiresAt
            ? new TokenVerdict(TokenFault.None, Establish(issuer, claims), key, issuer, jose.KeyId)
            : new TokenVerdict(TokenFault.Expired);
    }

    private static TokenFault ReadHeader(ReadOnlyMemory<byte> utf8, out JoseHeader header)
    {
        header = default;
        if (!StrictJson.TryParse(utf8, out var document))
            return TokenFault.HeaderJson;
        using (document)
            return JoseHeader.TryRead(document.RootElement, out header);
    }

    private TokenFault ReadPayload(ReadOnlyMemory<byte> utf8, in JoseHeader header, long now, out Issuer? issuer, out TokenClaims claims)
    {
        issuer = null;
        claims = default;
        if (!StrictJson.TryParse(utf8, out var document))
            return TokenFault.PayloadJson;
        using (document)
        {
            var payload = document.RootElement;
            if (!payload.TryGetProperty("iss"u8, out var iss) || iss.ValueKind != JsonValueKind.String
                || !issuers.TryFind(iss.GetString() ?? "", out issuer))
                return TokenFault.Issuer;
            var fault = issuer.CheckHeader(header);
            return fault != TokenFault.None ? fault : ClaimRules.Check(payload, issuer, now, out claims);
        }
    }

    private ValidatedToken Establish(Issuer issuer, in TokenClaims claims)
    {
        var tenant = hasher.Tenant(claims.Tenant);
        return new ValidatedToken
        {
            IssuerName = issuer.Name,
            Tenant = claims.Tenant,
            Subject = claims.Subject,
            TenantHash = tenant,
            SubjectHash = hasher.Subject(tenant, issuer.SubjectKey, claims.Subject),
            IssuedAt = claims.IssuedAt - issuer.NotBeforeSkew,
            ExpiresAt = claims.ExpiresAt,
            SessionId = claims.SessionId,
            SessionHash = claims.SessionId is { } session ? hasher.Session(tenant, session) : null,
        };
    }
}
