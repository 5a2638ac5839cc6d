using EdgeGuard.Edge.Errors;
using EdgeGuard.Engine.Decisions;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGuard.Edge.Proxy;

/// <summary>
/// Runs before routing: refuses methods and requests that have more than one reading, and strips what clients may not say, so that
/// everything after it sees exactly what is forwarded.
/// </summary>
internal sealed partial class RequestHygieneMiddleware(RequestDelegate next, ILogger<RequestHygieneMiddleware> logger)
{
    private const string AllowedMethods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    public Task InvokeAsync(HttpContext context)
    {
        if (IsForbiddenMethod(context))
        {
            Log.MethodRefused(logger);
            context.Response.Headers.Allow = AllowedMethods;
            return Problem.StatusAsync(context, StatusCodes.Status405MethodNotAllowed);
        }

        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = context.Request.Headers;
        if (!RequestFraming.IsUnambiguous(headers))
        {
            // What follows on the connection may be a part of this request to someone else (RFC 9112 section 6.3).
            if (HttpProtocol.IsHttp11(context.Request.Protocol))
                context.Response.Headers.Connection = "close";
            return RefuseAsync(context);
        }

        if (!RequestTarget.IsUnambiguous(target))
            return RefuseAsync(context);

        UntrustedHeaders.Strip(headers);
        return next(context);
    }

    private Task RefuseAsync(HttpContext context)
    {
        Log.RequestRefused(logger);
        return Problem.RefuseAsync(context, Reason.InvalidRequest);
    }

    private static bool IsForbiddenMethod(HttpContext context)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsTrace(method) || string.Equals(method, "TRACK", StringComparison.OrdinalIgnoreCase))
            return true;
        // A WebSocket over HTTP/2 is an extended CONNECT (RFC 8441), whose target is a path like any other.
        return HttpMethods.IsConnect(method)
            && context.Features.Get<IHttpExtendedConnectFeature>() is not { IsExtendedConnect: true, Protocol: "websocket" };
    }
}
