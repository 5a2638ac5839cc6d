using System.Buffers;

namespace EdgeGuard.Edge.Authentication;

/// <summary>
/// The outer form of a token: JWS compact serialization (RFC 7515 section 7.1), where each part is exact base64url (RFC 7515
/// section 2: no padding, no blanks, and no stray bits, so that each part has one spelling). Holds the lengths of the parts.
/// </summary>
internal readonly record struct CompactToken(int HeaderLength, int PayloadLength, int SignatureLength)
{
    /// <summary>Longest token that is looked at, in characters.</summary>
    public const int MaxLength = 16 * 1024;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Length of <c>header.payload</c>, which the signature covers.</summary>
    public int SignedLength => HeaderLength + 1 + PayloadLength;

    /// <summary>
    /// Finds the parts. An empty payload passes here (it is a JWS, though never a token); an empty header or signature does not.
    /// </summary>
    public static TokenFault TryParse(ReadOnlySpan<char> token, out CompactToken parts)
    {
        parts = default;
        if (token.Length > MaxLength)
            return TokenFault.TooLong;

        var header = token.IndexOf('.');
        if (header <= 0)
            return TokenFault.NotCompact;
        var rest = token[(header + 1)..];
        var payload = rest.IndexOf('.');
        if (payload < 0)
            return TokenFault.NotCompact;
        var signature = rest[(payload + 1)..];
        if (signature.IsEmpty || signature.Contains('.'))
            return TokenFault.NotCompact;

        if (!IsExactBase64Url(token[..header]) || !IsExactBase64Url(rest[..payload]) || !IsExactBase64Url(signature))
            return TokenFault.NotBase64Url;
        parts = new CompactToken(header, payload, signature.Length);
        return TokenFault.None;
    }

    /// <summary>Whether the text is the one base64url spelling of some bytes.</summary>
    public static bool IsExactBase64Url(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExcept(Alphabet))
            return false;
        return (text.Length & 3) switch
        {
            0 => true,
            2 => (Value(text[^1]) & 0b1111) == 0,
            3 => (Value(text[^1]) & 0b0011) == 0,
            _ => false,
        };
    }

    private static int Value(char symbol) => symbol switch
    {
        >= 'A' and <= 'Z' => symbol - 'A',
        >= 'a' and <= 'z' => symbol - 'a' + 26,
        >= '0' and <= '9' => symbol - '0' + 52,
        '-' => 62,
        _ => 63,
    };
}
