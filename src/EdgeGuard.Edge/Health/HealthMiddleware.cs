using System.Buffers;
using System.Text.Json;
using EdgeGuard.Edge.Errors;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Leases.Holding;

namespace EdgeGuard.Edge.Health;

/// <summary>
/// Answers <c>/healthz/live</c> (the process runs), <c>/healthz/ready</c> (it has what it needs to serve) and <c>/healthz/fresh</c> (a
/// lease runs now, so that it may allow), and nothing else. The end of its pipeline.
/// </summary>
internal sealed class HealthMiddleware
{
    private const double NanosecondsPerSecond = 1e9;

    private readonly Readiness _readiness;
    private readonly EdgeLease _lease;

    public HealthMiddleware(RequestDelegate next, Readiness readiness, EdgeLease lease)
    {
        _ = next;
        (_readiness, _lease) = (readiness, lease);
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
            "/healthz/live" => WriteAsync(context, isGood: true, static json => json.WriteString("state"u8, "live"u8)),
            "/healthz/ready" => WriteReadinessAsync(context),
            "/healthz/fresh" => WriteFreshnessAsync(context),
            _ => Problem.StatusAsync(context, StatusCodes.Status404NotFound),
        };
    }

    private Task WriteReadinessAsync(HttpContext context)
    {
        var (status, view, _) = _readiness.Current;
        return WriteAsync(context, status == ReadinessStatus.Ready, json =>
        {
            json.WriteString("state"u8, status switch
            {
                ReadinessStatus.Ready => "ready"u8,
                ReadinessStatus.Stopping => "stopping"u8,
                ReadinessStatus.Waiting => "waiting"u8,
                _ => "loading"u8,
            });
            if (status == ReadinessStatus.Waiting)
                json.WriteString("reason"u8, ReasonCode.Of(Reason.SnapshotStale));
            if (!TryWritePosition(json, view.Snapshot))
                return;
            json.WriteNumber("tenants"u8, view.Snapshot!.TenantCount); // Not null: its position was written.
            json.WriteNumber("users"u8, view.Snapshot.UserCount);
            json.WriteNumber("groups"u8, view.Snapshot.GroupCount);
        });
    }

    private Task WriteFreshnessAsync(HttpContext context)
    {
        var (_, view, instant) = _readiness.Current;
        var isFresh = view.IsRunningAt(instant);
        return WriteAsync(context, isFresh, json =>
        {
            json.WriteString("state"u8, isFresh ? "fresh"u8 : view.Snapshot is null ? "loading"u8 : "stale"u8);
            if (!isFresh && view.Snapshot is not null)
                json.WriteString("reason"u8, ReasonCode.Of(Reason.SnapshotStale));
            if (!TryWritePosition(json, view.Snapshot))
                return;
            json.WriteNumber("leaseEndsInSeconds"u8, isFresh ? Math.Round((view.Deadline - instant) / NanosecondsPerSecond, 3) : 0);
            json.WriteNumber("lag"u8, _lease.Lag);
        });
    }

    /// <summary>False, and the reason written, when there is no snapshot.</summary>
    private static bool TryWritePosition(Utf8JsonWriter json, Snapshot? snapshot)
    {
        if (snapshot is null)
        {
            json.WriteString("reason"u8, ReasonCode.Of(Reason.SnapshotMissing));
            return false;
        }

        json.WriteNumber("version"u8, snapshot.Version);
        json.WriteString("epoch"u8, snapshot.Epoch.ToString());
        return true;
    }

    private static Task WriteAsync(HttpContext context, bool isGood, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        var response = context.Response;
        response.StatusCode = isGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        response.ContentType = "application/json";
        response.ContentLength = body.WrittenCount;
        response.Headers.CacheControl = "no-store";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).AsTask();
    }
}
