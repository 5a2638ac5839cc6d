using System.ComponentModel.DataAnnotations;

namespace EdgeGuard.Scim.Configuration;

/// <summary>Where the SCIM service and the admin API are served.</summary>
internal sealed class ScimOptions
{
    public const string SectionName = "EdgeGuard:Scim";

    /// <summary>Configuration key of <see cref="Url"/>.</summary>
    public const string UrlKey = $"{SectionName}:{nameof(Url)}";

    public const string DefaultUrl = "http://127.0.0.1:8082";

    /// <summary>The URL to listen on. Default: http://127.0.0.1:8082. Plain HTTP beyond loopback needs <c>EdgeGuard:AllowPlaintext</c>.</summary>
    [Required(ErrorMessage = "EdgeGuard:Scim:Url is required.")]
    public string Url { get; set; } = DefaultUrl;

    /// <summary>
    /// The base URL by which providers reach the service, when a proxy stands before it: the base of <c>meta.location</c> and of the SCIM URLs
    /// that the admin API answers. Default: none, the request's own.
    /// </summary>
    public Uri? PublicUrl { get; set; }
}
