using System.Buffers;
using System.Text.Json;
using EdgeGuard.Edge.Errors;
using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Edge.Health;

/// <summary>Answers <c>/healthz/live</c> (the process runs) and <c>/healthz/ready</c> (it can decide), and nothing else. The end of its pipeline.</summary>
internal sealed class HealthMiddleware
{
    private readonly Readiness _readiness;

    public HealthMiddleware(RequestDelegate next, Readiness readiness)
    {
        _ = next;
        _readiness = readiness;
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return Problem.StatusAsync(context, StatusCodes.Status405MethodNotAllowed);
        }

        return context.Request.Path.Value switch
        {
            "/healthz/live" => WriteAsync(context, StatusCodes.Status200OK, static json => json.WriteString("state"u8, "live"u8)),
            "/healthz/ready" => WriteReadinessAsync(context),
            _ => Problem.StatusAsync(context, StatusCodes.Status404NotFound),
        };
    }

    private Task WriteReadinessAsync(HttpContext context)
    {
        var (status, snapshot) = _readiness.Current;
        var ready = status == ReadinessStatus.Ready;
        return WriteAsync(context, ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, json =>
        {
            json.WriteString("state"u8, status switch
            {
                ReadinessStatus.Ready => "ready"u8,
                ReadinessStatus.Stopping => "stopping"u8,
                ReadinessStatus.Stale => "stale"u8,
                _ => "loading"u8,
            });
            if (snapshot is null)
            {
                json.WriteString("reason"u8, ReasonCode.Of(Reason.SnapshotMissing));
                return;
            }

            if (status == ReadinessStatus.Stale)
                json.WriteString("reason"u8, ReasonCode.Of(Reason.SnapshotStale));
            json.WriteNumber("version"u8, snapshot.Version);
            json.WriteString("epoch"u8, snapshot.Epoch.ToString());
            json.WriteNumber("tenants"u8, snapshot.TenantCount);
            json.WriteNumber("users"u8, snapshot.UserCount);
            json.WriteNumber("groups"u8, snapshot.GroupCount);
        });
    }

    private static Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.WrittenCount;
        response.Headers.CacheControl = "no-store";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).AsTask();
    }
}
