using System.Text.Json;

namespace EdgeGuard.Edge.Authentication.Keys;

/// <summary>
/// A key set found by OpenID Connect Discovery 1.0 (section 4). The discovery document is read each time, so that an issuer may move its
/// keys.
/// </summary>
internal sealed class DiscoveryKeySource(string authority, string issuer, bool allowPlaintext, MetadataClient client) : IKeySource
{
    private readonly Uri _document = new(authority.TrimEnd('/') + "/.well-known/openid-configuration");

    /// <inheritdoc/>
    public TimeSpan RefreshEvery => UrlKeySource.Interval;

    /// <inheritdoc/>
    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken) =>
        await client.GetAsync(KeysUrl(await client.GetAsync(_document, cancellationToken)), cancellationToken);

    private Uri KeysUrl(byte[] utf8)
    {
        if (!StrictJson.TryParse(utf8, out var document))
            throw new InvalidDataException("The discovery document is not one strict JSON object.");
        using (document)
        {
            // Section 4.3: the issuer must be exactly the one that was asked for.
            if (!document.RootElement.TryGetProperty("issuer"u8, out var said) || said.ValueKind != JsonValueKind.String || !said.ValueEquals(issuer))
                throw new InvalidDataException("The discovery document is that of another issuer.");
            if (!document.RootElement.TryGetProperty("jwks_uri"u8, out var keys) || keys.ValueKind != JsonValueKind.String
                || !MetadataUrl.TryParse(keys.GetString(), allowPlaintext, out var url))
                throw new InvalidDataException("The discovery document has no usable jwks_uri (https is required).");
            return url;
        }
    }
}
