using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Rendering;
using Microsoft.Net.Http.Headers;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>An answer of the SCIM protocol. Immutable.</summary>
internal sealed class ScimResult : IResult
{
    public const string ContentType = "application/scim+json";

    private readonly int _status;
    private readonly ReadOnlyMemory<byte> _body;
    private readonly string? _etag;
    private readonly string? _location;

    private ScimResult(int status, ReadOnlyMemory<byte> body, string? etag = null, string? location = null)
    {
        _status = status;
        _body = body;
        _etag = etag;
        _location = location;
    }

    public static ScimResult Error(ScimError error) => new(error.Status, ErrorBody.ToUtf8(error));

    public static ScimResult Ok(ReadOnlyMemory<byte> body, string? etag = null, string? location = null) =>
        new(StatusCodes.Status200OK, body, etag, location);

    public static ScimResult Created(ReadOnlyMemory<byte> body, string etag, string location) => new(StatusCodes.Status201Created, body, etag, location);

    public static ScimResult NoContent(string? etag = null) => new(StatusCodes.Status204NoContent, default, etag);

    public static ScimResult NotModified(string etag) => new(StatusCodes.Status304NotModified, default, etag);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _status;
        if (_etag is not null)
            response.Headers.ETag = _etag;
        if (_location is not null)
            response.Headers.Location = _location;
        response.Headers[HeaderNames.CacheControl] = "no-store";
        if (_body.IsEmpty)
            return;
        response.ContentType = ContentType;
        response.ContentLength = _body.Length;
        await response.Body.WriteAsync(_body, httpContext.RequestAborted);
    }
}
