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

    /// <summary>
    /// A second address for clients that speak HTTP/2 without TLS from the first byte (RFC 9113 section 3.3), such as gRPC clients
    /// beside the edge. Only <c>http</c>; host and port as in <see cref="Url"/>, and the same rules. Empty (the default) for none.
    /// </summary>
    public string Http2Url { get; set; } = "";
}
