namespace EdgeGuard.Edge.Proxy;

/// <summary>
/// Refuses what Kestrel lets through of requests whose end or whose hop-by-hop headers two parsers could see differently
/// (SECURITY H4). Stateless.
/// </summary>
internal static class RequestFraming
{
    /// <summary>Where Kestrel moves a Content-Length that came beside a Transfer-Encoding.</summary>
    private const string DisplacedLength = "X-Content-Length";

    /// <summary>True when the body has one possible length and <c>Connection</c> names nothing but the usual options.</summary>
    public static bool IsUnambiguous(IHeaderDictionary headers)
    {
        var encoding = headers.TransferEncoding;
        if (encoding.Count > 0 && (encoding.Count > 1 || !string.Equals(encoding[0], "chunked", StringComparison.OrdinalIgnoreCase)))
            return false;
        if (headers.ContainsKey(DisplacedLength))
            return false;
        foreach (var line in headers.Connection)
        {
            if (!AreKnownOptions(line))
                return false;
        }

        return true;
    }

    private static bool AreKnownOptions(ReadOnlySpan<char> line)
    {
        foreach (var part in line.Split(','))
        {
            var option = line[part].Trim();
            var known = option.Length == 0
                || option.Equals("keep-alive", StringComparison.OrdinalIgnoreCase)
                || option.Equals("close", StringComparison.OrdinalIgnoreCase)
                || option.Equals("upgrade", StringComparison.OrdinalIgnoreCase)
                || option.Equals("te", StringComparison.OrdinalIgnoreCase)
                || option.Equals("http2-settings", StringComparison.OrdinalIgnoreCase);
            if (!known)
                return false;
        }

        return true;
    }
}
