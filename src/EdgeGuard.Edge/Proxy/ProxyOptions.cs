namespace EdgeGuard.Edge.Proxy;

/// <summary>The listener for clients: <c>EdgeGuard:Proxy</c>.</summary>
internal sealed class ProxyOptions
{
    /// <summary>Default of <see cref="Url"/>.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>
    /// Where clients are served: HTTP/1.1, with <c>https</c> also HTTP/2 (certificate: <c>Kestrel:Certificates:Default</c>). The host
    /// is an IP address, <c>localhost</c>, or <c>*</c> for all addresses; port 0 takes a free one. Default http://127.0.0.1:8080.
    /// </summary>
    public string Url { get; set; } = DefaultUrl;
}
