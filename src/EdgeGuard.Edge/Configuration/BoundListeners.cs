using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeGuard.Edge.Configuration;

/// <summary>Where the host listens, with the real port where 0 was configured; known once it has started.</summary>
internal sealed class BoundListeners
{
    public Func<string> Proxy { get; set; } = static () => "";

    /// <summary>Empty when none is configured.</summary>
    public Func<string> ProxyHttp2 { get; set; } = static () => "";

    public Func<string> Decisions { get; set; } = static () => "";

    public Func<string> Health { get; set; } = static () => "";

    /// <summary>The URL of a listener; Kestrel writes the bound end point into its options.</summary>
    public static string UrlOf(ListenAddress address, ListenOptions? listening)
    {
        var scheme = address.Https ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        return address.Localhost || listening?.IPEndPoint is not { } endPoint
            ? $"{scheme}://localhost:{address.Port}"
            : $"{scheme}://{endPoint}";
    }
}
