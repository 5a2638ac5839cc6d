using System.Net;

namespace EdgeGuard.Shared;

/// <summary>Refuses to listen in clear text anywhere but on loopback and Unix sockets (DESIGN section 9 "TLS"). Owner: EdgeGuard.Edge.</summary>
internal static class PlaintextGuard
{
    /// <summary>Checks one listening URL; <paramref name="key"/> is the configuration key to name in the error.</summary>
    /// <exception cref="InvalidOperationException">Plain HTTP on another address, and <paramref name="allowPlaintext"/> is false.</exception>
    public static void Check(string key, string url, bool allowPlaintext)
    {
        if (Fault(key, url, allowPlaintext) is { } fault)
            throw new InvalidOperationException(fault);
    }

    /// <summary>What <see cref="Check"/> would throw; null when there is nothing to refuse.</summary>
    /// <exception cref="FormatException"><paramref name="url"/> is not a listening URL.</exception>
    public static string? Fault(string key, string url, bool allowPlaintext)
    {
        var address = BindingAddress.Parse(url);
        if (allowPlaintext || address.IsUnixPipe || !string.Equals(address.Scheme, Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase))
            return null;
        if (string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)))
            return null;
        return $"{key}: {url} would listen without TLS beyond this machine. Use https, a loopback address, or set EdgeGuard:AllowPlaintext=true.";
    }
}
