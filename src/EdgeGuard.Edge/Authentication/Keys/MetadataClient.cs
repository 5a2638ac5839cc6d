using System.Net;

namespace EdgeGuard.Edge.Authentication.Keys;

/// <summary>
/// Fetches issuers' documents: no redirects (an issuer's URL is a trust decision), no cookies, at most <see cref="MaxDocumentBytes"/>,
/// at most <see cref="Timeout"/>.
/// </summary>
internal sealed class MetadataClient : IDisposable
{
    /// <summary>Largest document that is read.</summary>
    public const int MaxDocumentBytes = 256 * 1024;

    /// <summary>Longest that one fetch may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = new LoopbackBypass(HttpClient.DefaultProxy),
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout,
        MaxResponseContentBufferSize = MaxDocumentBytes,
        DefaultRequestHeaders = { { "Accept", "application/json, application/jwk-set+json" } },
    };

    /// <summary>Fetches one document.</summary>
    /// <exception cref="HttpRequestException">Anything but a complete 200 within the limits.</exception>
    public async Task<byte[]> GetAsync(Uri url, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(url, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"{url} answered {(int)response.StatusCode}.", inner: null, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
