using EdgeGuard.Scim.Endpoints;
using EdgeGuard.Scim.Enforcement;
using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Storage;
using Microsoft.Net.Http.Headers;

namespace EdgeGuard.Scim.Connections;

/// <summary>
/// The gate of everything below <c>/scim</c>: lets only a connection's own token past, before anything else of the request is
/// read, and gives every refusal and failure the SCIM error body; the one place that does.
/// </summary>
internal sealed partial class ConnectionMiddleware(
    RequestDelegate next, ConnectionAuthentication authentication, AnswerGate gate, ILogger<ConnectionMiddleware> logger)
{
    private static readonly ScimError Unauthorized = new(401, null, "The bearer token is missing, expired, or not one of this connection.");
    private static readonly ScimError Failed = new(500, null, "The service failed to answer.");

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            var (caller, revealed) = await authentication.FindAsync(
                ConnectionId(context.Request.Path), BearerTokens.Read(context.Request), context.RequestAborted);
            if (caller is null)
            {
                var passage = await gate.PassAsync(revealed, FenceMode.Strict, context.RequestAborted);
                await RefuseAsync(context, passage.IsOpen ? Unauthorized : Refusals.Unconfirmed);
                return;
            }

            context.Features.Set(caller);
            await next(context);
            if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentType: null })
                await ScimResult.Error(ForStatus(context.Response.StatusCode)).ExecuteAsync(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, ForStatus(e.StatusCode));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            Log.RequestFailed(logger, context.TraceIdentifier, e);
            await ScimResult.Error(Failed).ExecuteAsync(context);
        }
    }

    /// <summary>The segment behind <c>/scim/v2/</c>; empty when there is none, which is nobody's id.</summary>
    private static string ConnectionId(PathString path) =>
        path.Value?.Split('/') is [_, _, _, var id, ..] ? id : "";

    private static Task RefuseAsync(HttpContext context, ScimError error)
    {
        if (error.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer realm=\"edgeguard-scim\"";
        if (error.Status == StatusCodes.Status503ServiceUnavailable)
            FencedAnswers.AskToRetry(context.Response);
        return ScimResult.Error(error).ExecuteAsync(context);
    }

    private static ScimError ForStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Unauthorized,
        StatusCodes.Status404NotFound => new(status, null, "There is no such resource type or endpoint."),
        StatusCodes.Status405MethodNotAllowed => new(status, null, "The endpoint does not know this method."),
        StatusCodes.Status413PayloadTooLarge => new(status, null, $"The body is larger than {ScimHost.MaxBodyBytes} bytes."),
        _ => new(status, null, "The request is not acceptable."),
    };

    private static partial class Log
    {
        [LoggerMessage(EventIds.RequestFailed, LogLevel.Error, "A SCIM request failed; trace {TraceId}.")]
        public static partial void RequestFailed(ILogger logger, string traceId, Exception e);
    }
}
