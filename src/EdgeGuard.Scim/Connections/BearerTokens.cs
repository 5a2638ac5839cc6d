using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EdgeGuard.Scim.Connections;

/// <summary>
/// The form of bearer tokens (SECURITY A4): a prefix that secret scanners recognise, 256 random bits, and a checksum by which a
/// mistyped or made-up token is told without asking the database.
/// </summary>
internal static class BearerTokens
{
    public const string ScimPrefix = "egscim_";
    public const string AdminPrefix = "egadm_";
    public const string EdgePrefix = "egedge_";
    public const string PeerPrefix = "egpeer_";

    /// <summary>Characters of 256 bits in Base64url.</summary>
    public const int SecretLength = 43;

    /// <summary>Characters of the checksum: the first 36 bits of SHA-256 over prefix and secret, in Base64url.</summary>
    public const int ChecksumLength = 6;

    /// <summary>Longest token or key, without <c>Bearer</c>: what is longer is none of ours and is not hashed.</summary>
    public const int MaxLength = 256;

    /// <summary>A new token; only its <see cref="Hash"/> may be kept.</summary>
    public static string New(string prefix)
    {
        var body = prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return body + Checksum(body);
    }

    /// <summary>True for a text that <see cref="New"/> could have made with this prefix.</summary>
    public static bool IsWellFormed(string token, string prefix) =>
        token.Length == prefix.Length + SecretLength + ChecksumLength
        && token.StartsWith(prefix, StringComparison.Ordinal)
        && Ascii.IsValid(token)
        && Checksum(token[..^ChecksumLength]) == token[^ChecksumLength..];

    /// <summary>
    /// Operators may make the admin key and the peer key themselves, so no checksum is asked for, only strength, and that a header can
    /// carry the key.
    /// </summary>
    public static bool IsStrongKey(string key, string prefix) =>
        key.StartsWith(prefix, StringComparison.Ordinal)
        && key.Length >= prefix.Length + SecretLength && key.Length <= MaxLength
        && !key.AsSpan().ContainsAnyExceptInRange('!', '~');

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>The token of an <c>Authorization: Bearer</c> header; null when there is none, or more than one header.</summary>
    public static string? Read(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var header = request.Headers.Authorization;
        if (header is not [{ } value] || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var token = value.AsSpan(Scheme.Length).Trim();
        return token.Length is > 0 and <= MaxLength ? token.ToString() : null;
    }

    private static string Checksum(string body) => Base64Url.EncodeToString(Hash(body))[..ChecksumLength];
}
