using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EdgeGuard.Edge.Configuration;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Decisions;

/// <summary>
/// Lets only the app ask: whoever may open the Unix socket, and over TCP whoever has the caller key (or, if so configured, is on
/// this machine). Probes of <c>grpc.health.v1</c> need no key: they tell nothing but whether the edge is ready.
/// </summary>
internal sealed partial class CallerMiddleware(RequestDelegate next, IOptions<EdgeOptions> options, ILogger<CallerMiddleware> logger)
{
    private const string Scheme = "Bearer ";

    private static readonly PathString HealthService = "/grpc.health.v1.Health";

    private readonly char[] _key = options.Value.Decisions.CallerKey.ToCharArray();
    private readonly bool _allowLoopback = options.Value.Decisions.AllowAnonymousLoopback;

    public Task InvokeAsync(HttpContext context)
    {
        if (Listener.Of(context) == Listener.DecisionsUnix || HasKey(context) || IsPermittedLoopback(context)
            || context.Request.Path.StartsWithSegments(HealthService, StringComparison.Ordinal))
            return next(context);

        Log.CallerRefused(logger);
        return RefuseAsync(context.Response);
    }

    private bool HasKey(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization;
        if (_key.Length == 0 || authorization.Count != 1 || authorization[0] is not { } value
            || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        // Constant time in the key's characters; its length is no secret.
        return CryptographicOperations.FixedTimeEquals(
            MemoryMarshal.AsBytes(value.AsSpan(Scheme.Length)), MemoryMarshal.AsBytes(_key.AsSpan()));
    }

    private bool IsPermittedLoopback(HttpContext context) =>
        _allowLoopback && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    /// <summary>A gRPC answer of headers alone ("Trailers-Only" of the gRPC protocol).</summary>
    private static Task RefuseAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers.GrpcStatus = ((int)StatusCode.Unauthenticated).ToString(CultureInfo.InvariantCulture);
        response.Headers.GrpcMessage = "a caller key is required";
        return Task.CompletedTask;
    }
}
