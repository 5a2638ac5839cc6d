using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace EdgeGuard.Edge.Proxy;

/// <summary>
/// Refuses request targets that an app could read as another resource than the edge does (SECURITY H1). Stateless. Does not
/// allocate, and looks at plain paths with vector instructions only.
/// </summary>
/// <remarks>
/// What passes decodes once to exactly one path, which is the form that routes are matched on and that YARP forwards. The query is
/// held only to printable characters: no rule of a path applies to it, and apps put URLs in it.
/// </remarks>
internal static class RequestTarget
{
    private const int StackBytes = 512;

    private static readonly SearchValues<char> PlainPath =
        SearchValues.Create("/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@");

    private static readonly SearchValues<char> NotInQuery = SearchValues.Create("#\\");

    /// <summary>
    /// True for an origin-form target (RFC 9112 section 3.2.1) whose path has one reading. Other forms are refused too: Kestrel
    /// rewrites the path of an absolute form before anyone can look at it.
    /// </summary>
    public static bool IsUnambiguous(ReadOnlySpan<char> target)
    {
        var end = target.IndexOf('?');
        var path = end < 0 ? target : target[..end];
        var query = end < 0 ? default : target[(end + 1)..];
        if (path.Length == 0 || path[0] != '/' || query.ContainsAny(NotInQuery) || query.ContainsAnyExceptInRange('!', '~'))
            return false;
        if (path.ContainsAnyExcept(PlainPath))
            return IsUnambiguousEncoded(path);
        return !path.Contains("//", StringComparison.Ordinal) && !(path.Contains("/.", StringComparison.Ordinal) && HasDotSegment(path));
    }

    private static bool HasDotSegment(ReadOnlySpan<char> path)
    {
        foreach (var segment in path.Split('/'))
        {
            if (path[segment] is "." or "..")
                return true;
        }

        return false;
    }

    private static bool IsUnambiguousEncoded(ReadOnlySpan<char> path)
    {
        byte[]? rented = null;
        var buffer = path.Length <= StackBytes ? stackalloc byte[StackBytes] : rented = ArrayPool<byte>.Shared.Rent(path.Length);
        var good = TryDecode(path, buffer, out var length) && IsUnambiguousDecoded(buffer[..length]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return good;
    }

    /// <summary>Undoes percent-encoding once; false on a broken escape or on a character that may stand neither plain nor encoded.</summary>
    private static bool TryDecode(ReadOnlySpan<char> path, Span<byte> decoded, out int length)
    {
        length = 0;
        for (var i = 0; i < path.Length; i++)
        {
            var character = path[i];
            if (character is < '!' or > '~' or '\\' or ';' or '#')
                return false;
            if (character != '%')
            {
                decoded[length++] = (byte)character;
                continue;
            }

            if (i + 2 >= path.Length || !char.IsAsciiHexDigit(path[i + 1]) || !char.IsAsciiHexDigit(path[i + 2]))
                return false;
            var value = (byte)((Hex(path[i + 1]) << 4) | Hex(path[i + 2]));
            if (value is < 0x20 or 0x7f or (byte)'/' or (byte)'\\' or (byte)';')
                return false;
            decoded[length++] = value;
            i += 2;
        }

        return true;
    }

    private static bool IsUnambiguousDecoded(ReadOnlySpan<byte> path)
    {
        if (!Utf8.IsValid(path) || path.IndexOf("//"u8) >= 0)
            return false;
        foreach (var segment in path.Split((byte)'/'))
        {
            if (path[segment].SequenceEqual("."u8) || path[segment].SequenceEqual(".."u8))
                return false;
        }

        // A percent sign that came out of %25 must not start another escape: someone may decode twice.
        for (var rest = path; rest.IndexOf((byte)'%') is >= 0 and var at; rest = rest[(at + 1)..])
        {
            if (at + 2 < rest.Length && char.IsAsciiHexDigit((char)rest[at + 1]) && char.IsAsciiHexDigit((char)rest[at + 2]))
                return false;
        }

        return !HasLookalike(path);
    }

    private static bool HasLookalike(ReadOnlySpan<byte> path)
    {
        while (path.IndexOfAnyInRange((byte)0x80, (byte)0xff) is >= 0 and var at)
        {
            Rune.DecodeFromUtf8(path[at..], out var rune, out var consumed);
            if (BecomesSeparator(rune.Value))
                return true;
            path = path[(at + consumed)..];
        }

        return false;
    }

    /// <summary>
    /// Characters beyond ASCII whose NFKC form holds <c>/</c>, <c>\</c> or <c>.</c> (Unicode 14; this process runs without ICU and
    /// cannot normalise). Some hold a lone dot beside other text: refused as well, so that two of them cannot make <c>..</c>.
    /// </summary>
    private static bool BecomesSeparator(int codePoint) => codePoint is
        (>= 0x2024 and <= 0x2026) or 0x2100 or 0x2101 or 0x2105 or 0x2106 or (>= 0x2488 and <= 0x249b) or 0x33c2 or 0x33c7 or 0x33d8
        or 0xfe19 or 0xfe30 or 0xfe52 or 0xfe68 or 0xff0e or 0xff0f or 0xff3c or 0x1f100;

    private static int Hex(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
