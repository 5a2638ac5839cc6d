using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using EdgeGuard.Internal.V1;
using EdgeGuard.Scim.Configuration;
using EdgeGuard.Scim.Connections;
using EdgeGuard.Scim.Leases.Streams;
using EdgeGuard.Scim.Storage;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Leases;

/// <summary>
/// The gate of the lease listener: lets only edges to the lease service and only the other scims to the fence service, before anything
/// of a call is read.
/// </summary>
internal sealed partial class LeaseGate(RequestDelegate next, EdgeCallers callers, IOptions<LeaseOptions> options, ILogger<LeaseGate> logger)
{
    private static readonly PathString LeasePath = "/" + LeaseService.Descriptor.FullName;
    private static readonly PathString FencePath = "/" + FenceService.Descriptor.FullName;

    private readonly byte[]? _peerHash = options.Value.PeerKey.Length > 0 ? BearerTokens.Hash(options.Value.PeerKey) : null;

    public async Task InvokeAsync(HttpContext context)
    {
        var key = BearerTokens.Read(context.Request);
        if (context.Request.Path.StartsWithSegments(LeasePath, StringComparison.Ordinal))
            await EnterAsync(context, key);
        else if (context.Request.Path.StartsWithSegments(FencePath, StringComparison.Ordinal) && IsPeer(key))
            await next(context);
        else
            Refuse(context, StatusCode.Unauthenticated, "A key of this environment is required.");
    }

    private bool IsPeer(string? key) => key is not null && _peerHash is not null && CryptographicOperations.FixedTimeEquals(BearerTokens.Hash(key), _peerHash);

    private async Task EnterAsync(HttpContext context, string? key)
    {
        EdgeCaller? caller;
        try
        {
            caller = await callers.EnterAsync(key, context.RequestAborted);
        }
        catch (DbException e)
        {
            Log.NotAsked(logger, DatabaseFault.CodeOf(e));
            Refuse(context, StatusCode.Unavailable, "The database does not answer.");
            return;
        }

        if (caller is null)
        {
            Log.EdgeRefused(logger);
            Refuse(context, StatusCode.Unauthenticated, "An edge's key is required.");
            return;
        }

        try
        {
            context.Features.Set(caller);
            await next(context);
        }
        finally
        {
            callers.Leave(caller);
        }
    }

    /// <summary>A gRPC answer of headers alone ("Trailers-Only" of the gRPC protocol).</summary>
    private static void Refuse(HttpContext context, StatusCode status, string message)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.Headers.GrpcStatus = ((int)status).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.GrpcMessage = message;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.EdgeRefused, LogLevel.Debug, "A caller of the lease service has no edge's key.")]
        public static partial void EdgeRefused(ILogger logger);

        [LoggerMessage(EventIds.EdgeKeyNotRead, LogLevel.Warning, "An edge's key could not be looked up ({Code}).")]
        public static partial void NotAsked(ILogger logger, string code);
    }
}
