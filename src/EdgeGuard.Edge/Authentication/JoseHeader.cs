using System.Text.Json;

namespace EdgeGuard.Edge.Authentication;

/// <summary>
/// What is read of a token's header (RFC 7515 section 4). <c>jwk</c>, <c>jku</c>, <c>x5u</c> and <c>x5c</c> are never looked at: a key
/// comes from the issuer's set or not at all.
/// </summary>
internal readonly record struct JoseHeader(SignatureAlgorithm Algorithm, string? KeyId, string? Type)
{
    private const int MaxKeyIdLength = 256;
    private const string MediaTypePrefix = "application/";

    /// <summary>Applies the rules of SECURITY T2 that hold for every issuer.</summary>
    public static TokenFault TryRead(JsonElement header, out JoseHeader result)
    {
        result = default;
        if (header.TryGetProperty("crit"u8, out _) || header.TryGetProperty("b64"u8, out _)
            || header.TryGetProperty("zip"u8, out _) || header.TryGetProperty("enc"u8, out _))
            return TokenFault.HeaderExtension;

        if (!header.TryGetProperty("alg"u8, out var alg) || alg.ValueKind != JsonValueKind.String
            || !SignatureAlgorithm.TryGet(alg.GetString() ?? "", out var algorithm))
            return TokenFault.Algorithm;

        string? keyId = null;
        if (header.TryGetProperty("kid"u8, out var kid))
        {
            if (kid.ValueKind != JsonValueKind.String || kid.GetString() is not { Length: > 0 and <= MaxKeyIdLength } text)
                return TokenFault.KeyIdForm;
            keyId = text;
        }

        string? type = null;
        if (header.TryGetProperty("typ"u8, out var typ))
        {
            if (typ.ValueKind != JsonValueKind.String)
                return TokenFault.Type;
            type = TrimType(typ.GetString() ?? "");
        }

        result = new JoseHeader(algorithm, keyId, type);
        return TokenFault.None;
    }

    /// <summary>Takes the optional <c>application/</c> off a type (RFC 7515 section 4.1.9).</summary>
    public static string TrimType(string type) =>
        type.StartsWith(MediaTypePrefix, StringComparison.OrdinalIgnoreCase) && !type.AsSpan(MediaTypePrefix.Length).Contains('/')
            ? type[MediaTypePrefix.Length..]
            : type;
}
