using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using EdgeGuard.Engine.Decisions;
using Microsoft.AspNetCore.WebUtilities;

namespace EdgeGuard.Edge.Errors;

/// <summary>Writes every error answer of the proxy and probes as problem details (RFC 9457). The only place that does.</summary>
internal static class Problem
{
    public const string ContentType = "application/problem+json";

    /// <summary>Value of <c>Retry-After</c> while an issuer has no keys, in seconds: tokens cause a read every 30 s, the schedule one every minute at least.</summary>
    private const string KeysRetryAfter = "10";

    private const string NoStore = "no-store";

    /// <summary>Refuses with <paramref name="reason"/>; <paramref name="version"/> is that of the snapshot that decided, if one did.</summary>
    public static Task RefuseAsync(HttpContext context, Reason reason, long? version = null)
    {
        var response = context.Response;
        var status = RefusalStatus.Of(reason);
        if (RefusalStatus.Challenge(reason) is { } challenge)
            response.Headers.WWWAuthenticate = challenge;
        if (status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = RefusalStatus.RetryAfter;
        var code = ReasonCode.Of(reason);
        return WriteAsync(context, status, $"urn:edgeguard:reason:{code}", RefusalStatus.Title(reason), code, version);
    }

    /// <summary>
    /// Refuses for now a token whose issuer has no keys. It has no <c>reason</c>: nothing was decided, neither about the token nor
    /// about the user.
    /// </summary>
    public static Task KeysUnavailableAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = KeysRetryAfter;
        return WriteAsync(
            context, StatusCodes.Status503ServiceUnavailable, "urn:edgeguard:problem:issuer-keys-unavailable",
            "The keys of the token's issuer are not available.", reason: null, version: null);
    }

    /// <summary>Answers with a status that is no decision: no such route, wrong method, no answer from the app.</summary>
    public static Task StatusAsync(HttpContext context, int status) =>
        WriteAsync(context, status, "about:blank", ReasonPhrases.GetReasonPhrase(status), reason: null, version: null);

    private static Task WriteAsync(HttpContext context, int status, string type, string title, string? reason, long? version)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            json.WriteString("title"u8, title);
            json.WriteNumber("status"u8, status);
            if (reason is not null)
                json.WriteString("reason"u8, reason);
            if (version is { } known)
                json.WriteNumber("version"u8, known);
            json.WriteString("traceId"u8, Activity.Current?.Id ?? context.TraceIdentifier);
            json.WriteEndObject();
        }

        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = ContentType;
        response.Headers.CacheControl = NoStore;
        response.ContentLength = body.WrittenCount;
        // HEAD gets the headers of the answer and no body (RFC 9110 section 9.3.2).
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).AsTask();
    }
}
