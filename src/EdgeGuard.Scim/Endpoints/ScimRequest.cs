using System.Reflection;
using System.Text.Json;
using EdgeGuard.Scim.Configuration;
using EdgeGuard.Scim.Connections;
using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Rendering;
using EdgeGuard.Scim.Protocol.Schemas;
using EdgeGuard.Scim.Storage;
using Microsoft.Net.Http.Headers;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>A request of an authenticated connection, as the endpoints need it.</summary>
internal sealed class ScimRequest
{
    private readonly HttpRequest _http;

    private ScimRequest(HttpRequest http, ConnectionRow connection, string baseUri)
    {
        _http = http;
        Connection = connection;
        BaseUri = baseUri;
    }

    public ConnectionRow Connection { get; }

    /// <summary>The dialect that the connection's provider speaks.</summary>
    public ProviderProfile Profile => ProviderProfile.Of(Connection.Profile);

    /// <summary>The connection's base URL without a slash at the end.</summary>
    public string BaseUri { get; }

    /// <summary>True when the answer's attributes were chosen, which a PATCH must then answer (RFC 7644 section 3.9).</summary>
    public bool AsksForAttributes => Query("attributes") is not null || Query("excludedAttributes") is not null;

    public bool IsPatch => HttpMethods.IsPatch(_http.Method);

    /// <summary>Bound by the framework.</summary>
    public static ValueTask<ScimRequest?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        _ = parameter;
        var connection = ConnectionFeature.Of(context).Connection;
        var baseUri = context.RequestServices.GetRequiredService<BaseUrls>().Scim(context.Request, connection.Id);
        return ValueTask.FromResult<ScimRequest?>(new ScimRequest(context.Request, connection, baseUri));
    }

    /// <summary>A query parameter's first value; null when it is absent or empty. Unknown ones are never looked at (E29).</summary>
    public string? Query(string name) => _http.Query[name] is [{ Length: > 0 } value, ..] ? value : null;

    /// <summary>
    /// The filter; null when there is none. One that is blank or given twice is refused: it was meant to narrow the answer, and passing over
    /// it would answer with everybody.
    /// </summary>
    public ScimError? ReadFilter(out string? filter)
    {
        filter = null;
        if (!_http.Query.TryGetValue("filter", out var values))
            return null;
        if (values.Count != 1)
            return ScimError.InvalidFilter("The filter is given more than once.");
        filter = values[0];
        return string.IsNullOrWhiteSpace(filter) ? ScimError.InvalidFilter("The filter is empty.") : null;
    }

    public Projection ReadProjection(ResourceDefinition definition) =>
        Projection.Read(definition, Query("attributes"), Query("excludedAttributes"));

    /// <summary>The refusal when <c>If-Match</c> names other versions than the resource has (RFC 7644 section 3.14).</summary>
    public ScimError? CheckPrecondition(long revision) =>
        _http.Headers.IfMatch is { Count: > 0 } wanted && !Names(wanted, revision)
            ? new ScimError(StatusCodes.Status412PreconditionFailed, null, "The resource has changed: its version is not the one of If-Match.")
            : null;

    /// <summary>True when <c>If-None-Match</c> says that the caller has this version already.</summary>
    public bool HasVersion(long revision) => _http.Headers.IfNoneMatch is { Count: > 0 } known && Names(known, revision);

    /// <summary>Reads the body; the document belongs to the caller.</summary>
    /// <exception cref="BadHttpRequestException">It is too large.</exception>
    public async Task<Result<JsonDocument>> ReadBodyAsync(CancellationToken cancellationToken)
    {
        if (!IsJson(_http.ContentType))
            return new ScimError(StatusCodes.Status415UnsupportedMediaType, null, $"The body must be {ScimResult.ContentType} or application/json.");

        using var body = new MemoryStream((int)Math.Min(_http.ContentLength ?? 0, ScimHost.MaxBodyBytes));
        await _http.Body.CopyToAsync(body, cancellationToken);
        return ScimJson.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals(ScimResult.ContentType, StringComparison.OrdinalIgnoreCase)
            || type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase));

    private static bool Names(IList<string?> headers, long revision) =>
        EntityTagHeaderValue.TryParseList([.. headers.OfType<string>()], out var tags)
        && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag.Equals(ResourceVersion.Tag(revision), StringComparison.Ordinal));
}
