using EdgeGuard.Cli.Commands;
using EdgeGuard.Cli.Dev;

namespace EdgeGuard.Cli.Verify;

/// <summary>The deployment to verify.</summary>
internal sealed record VerifyTarget(Uri Scim, string AdminKey, Uri Issuer, IReadOnlyList<EdgeEndpoint> Edges, string? CallerKey)
{
    /// <exception cref="CliException">The admin key's file cannot be read.</exception>
    public static VerifyTarget Of(EndpointsDocument endpoints) => new(
        Address("scim", endpoints.Scim), SecretFile.Read(endpoints.AdminKeyFile), Address("issuer", endpoints.Issuer), endpoints.Edges, CallerKey: null);

    /// <summary>A base address, with the closing slash that relative addresses need.</summary>
    /// <exception cref="CliException">It is not an absolute URL.</exception>
    public static Uri Address(string what, string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")
            ? uri
            : throw new CliException($"{what}: {text} is not an http(s) URL.");
}
