using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace EdgeGuard.Scim.Admin;

/// <summary>Answers what binding refuses (bad JSON, bad keys, wrong content type, too large) as problem details; the one place that does.</summary>
internal sealed class AdminExceptionHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException refused)
            return false;

        httpContext.Response.StatusCode = refused.StatusCode;
        var detail = refused switch
        {
            { InnerException: JsonException fault } => BodyFault.Describe(fault),
            { StatusCode: StatusCodes.Status415UnsupportedMediaType } => "The body must be application/json.",
            { StatusCode: StatusCodes.Status413PayloadTooLarge } => "The body is too large.",
            _ => "A part of the request is missing or malformed. Keys are 1 to 64 of A-Z a-z 0-9 . _ -",
        };
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = { Detail = detail } });
    }
}
