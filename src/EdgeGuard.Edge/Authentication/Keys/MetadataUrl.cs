using System.Diagnostics.CodeAnalysis;

namespace EdgeGuard.Edge.Authentication.Keys;

/// <summary>Which URLs keys may be fetched from.</summary>
internal static class MetadataUrl
{
    /// <summary>An absolute https URL without user name; http only on a loopback address, when permitted.</summary>
    public static bool TryParse(string? text, bool allowPlaintext, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url)
        && url.UserInfo.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (allowPlaintext && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
