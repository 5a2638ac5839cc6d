using Microsoft.AspNetCore.Http.Features;

namespace EdgeGuard.Edge.Sessions;

/// <summary>
/// How one request is ended from another thread. Taken from the request by its own thread, since its features are not safe to be looked
/// up by others. Immutable.
/// </summary>
internal readonly record struct RequestAbort
{
    /// <summary>RFC 9113 section 7: the stream is no longer needed.</summary>
    private const int Cancel = 0x8;

    /// <summary>RFC 9113 section 7; gRPC clients make PERMISSION_DENIED of it ("gRPC over HTTP2", "Errors").</summary>
    private const int InadequateSecurity = 0xc;

    private const string GrpcContentType = "application/grpc";

    private readonly IHttpRequestLifetimeFeature _lifetime;
    private readonly IHttpResetFeature? _stream;
    private readonly int _code;

    private RequestAbort(IHttpRequestLifetimeFeature lifetime, IHttpResetFeature? stream, int code) =>
        (_lifetime, _stream, _code) = (lifetime, stream, code);

    public static RequestAbort Of(HttpContext context)
    {
        // The lifetime feature of a context without a server is made when it is first asked for.
        _ = context.RequestAborted;
        var isGrpc = context.Request.ContentType?.StartsWith(GrpcContentType, StringComparison.OrdinalIgnoreCase) is true;
        return new RequestAbort(
            context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>(),
            context.Features.Get<IHttpResetFeature>(),
            isGrpc ? InadequateSecurity : Cancel);
    }

    /// <summary>Resets the stream, its connection goes on; without streams aborts the connection. Cancels what waits for the request's end.</summary>
    public void Now()
    {
        if (_stream is { } stream)
            stream.Reset(_code);
        else
            _lifetime.Abort();
    }
}
