using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Clients;

/// <summary>A JSON API with a bearer secret: scim's admin API, a SCIM connection, the test issuer.</summary>
internal sealed class JsonApi(string name, Uri address, string? bearer, string mediaType, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = HttpClients.Create(address, Timeout, bearer);

    /// <summary>Sends one request; any status is an answer.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Relative to the address; no leading slash.</param>
    /// <param name="body">JSON to send, if any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CliException">The server cannot be reached or does not answer.</exception>
    public async Task<JsonReply> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(mediaType));
        // The client's own time-out ends with the headers; this one covers the body too.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return await JsonReply.ReadAsync(response, time.GetTimestamp(), limit.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            var error = (e as HttpRequestException)?.HttpRequestError.ToString() ?? "the connection broke";
            throw new CliException($"{name} at {address} is not reachable ({error}): is `edgeguard dev` running?", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException($"{name} at {address} did not answer {method} {path} within {Timeout.TotalSeconds:0} s.", e);
        }
    }

    public void Dispose() => _client.Dispose();
}
