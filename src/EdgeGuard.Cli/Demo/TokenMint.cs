using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeGuard.Cli.Demo;

/// <summary>Makes access tokens of the RFC 9068 profile.</summary>
internal sealed class TokenMint(string issuer, IssuerKey key, TimeProvider time)
{
    public const string Audience = "edgeguard-demo";

    /// <summary>Without it <c>at+jwt</c> would be written as <c>at\u002Bjwt</c>: the same, but not to people who paste tokens into a decoder.</summary>
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Mint(string subject, string tenant, TimeSpan lifetime)
    {
        var now = time.GetUtcNow();
        var header = Encode(new Dictionary<string, object>(StringComparer.Ordinal) { ["alg"] = "RS256", ["typ"] = "at+jwt", ["kid"] = key.Id });
        var payload = Encode(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iss"] = issuer,
            ["sub"] = subject,
            ["aud"] = Audience,
            ["client_id"] = Audience,
            ["tenant"] = tenant,
            ["sid"] = Guid.NewGuid().ToString("N"),
            ["jti"] = Guid.NewGuid().ToString("N"),
            // A NumericDate may carry a fraction (RFC 7519 section 2). With it a token made in the second of a not-before mark
            // still says on which side of the mark it was made.
            ["iat"] = now.ToUnixTimeMilliseconds() / 1000m,
            ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
        });
        var signed = $"{header}.{payload}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(signed))}";
    }

    private static string Encode(Dictionary<string, object> claims) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, Plain));
}
