using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeGuard.Edge.Configuration;

/// <summary>
/// Limits of every listener, set rather than inherited so that an upgrade cannot move them (SECURITY H8). Listed in the README.
/// A route's body limit is YARP's <c>MaxRequestBodySize</c>.
/// </summary>
internal static class RequestLimits
{
    public const int MaxRequestLineBytes = 8 * 1024;
    public const int MaxHeadersBytes = 32 * 1024;
    public const int MaxHeaderCount = 100;
    public const long MaxBodyBytes = 30_000_000;
    public const int MaxStreamsPerConnection = 100;

    /// <summary>Slowest body or response that is waited for, in bytes each second, after five seconds of grace.</summary>
    public const double MinBytesPerSecond = 240;

    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(130);
    public static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestLineSize = MaxRequestLineBytes;
        limits.MaxRequestHeadersTotalSize = MaxHeadersBytes;
        limits.MaxRequestHeaderCount = MaxHeaderCount;
        limits.MaxRequestBodySize = MaxBodyBytes;
        limits.RequestHeadersTimeout = HeadersTimeout;
        limits.KeepAliveTimeout = KeepAliveTimeout;
        limits.MinRequestBodyDataRate = new MinDataRate(MinBytesPerSecond, Grace);
        limits.MinResponseDataRate = new MinDataRate(MinBytesPerSecond, Grace);
        limits.Http2.MaxStreamsPerConnection = MaxStreamsPerConnection;
        limits.Http2.MaxRequestHeaderFieldSize = MaxHeadersBytes;
        limits.Http2.KeepAlivePingDelay = PingDelay;
        limits.Http2.KeepAlivePingTimeout = PingTimeout;
    }
}
