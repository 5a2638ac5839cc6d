using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Configuration;

/// <summary>The URLs by which providers reach the service.</summary>
internal sealed class BaseUrls(IOptions<ScimOptions> options)
{
    public const string ScimPath = "/scim/v2";

    private readonly string? _public = options.Value.PublicUrl?.ToString().TrimEnd('/');

    /// <summary>The base URL of a connection, without a slash at its end.</summary>
    public string Scim(HttpRequest request, string connectionId) =>
        $"{_public ?? $"{request.Scheme}://{request.Host}{request.PathBase}"}{ScimPath}/{connectionId}";
}
