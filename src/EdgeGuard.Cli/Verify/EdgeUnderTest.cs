using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGuard.Cli.Clients;
using EdgeGuard.Cli.Commands;
using EdgeGuard.Cli.Dev;
using EdgeGuard.Cli.Verify.Live;
using EdgeGuard.V1;
using Grpc.Core;

namespace EdgeGuard.Cli.Verify;

/// <summary>One edge, asked over gRPC and through its proxy.</summary>
internal sealed class EdgeUnderTest : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly EdgeEndpoint _endpoint;
    private readonly EdgeChannel _channel;
    private readonly HttpClient _proxy;
    private readonly TimeProvider _time;

    public EdgeUnderTest(EdgeEndpoint endpoint, string? callerKey, TimeProvider time)
    {
        _endpoint = endpoint;
        _time = time;
        _proxy = HttpClients.Create(VerifyTarget.Address($"{endpoint.Name} proxy", endpoint.Proxy), Timeout);
        Live = new LiveOpener(endpoint, time);
        var grpc = VerifyTarget.Address($"{endpoint.Name} grpc", endpoint.Grpc);
        HttpClients.Check(grpc);
        _channel = endpoint.UnixSocket is { } socket && File.Exists(socket) ? EdgeChannel.ToUnixSocket(socket) : EdgeChannel.ToAddress(grpc, callerKey);
    }

    public string Name => _endpoint.Name;

    /// <summary>Opens connections that stay.</summary>
    public LiveOpener Live { get; }

    /// <summary><c>unix</c> or <c>tcp</c>: what the checks go over.</summary>
    public string Transport => _channel.Transport;

    /// <exception cref="CliException">The edge does not answer.</exception>
    public async Task<CheckResponse> CheckAsync(CheckRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _channel.Checks.CheckAsync(
                request, deadline: _time.GetUtcNow().UtcDateTime + Timeout, cancellationToken: cancellationToken);
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            throw new CliException($"{Name} does not answer checks at {_endpoint.Grpc} ({e.StatusCode}): is `edgeguard dev` running?", e);
        }
        catch (RpcException e)
        {
            throw new CliException($"{Name} refused a check at {_endpoint.Grpc}: {e.StatusCode} {e.Status.Detail}", e);
        }
    }

    /// <exception cref="CliException">The edge does not answer.</exception>
    public async Task<ProxyAnswer> AskProxyAsync(
        HttpMethod method, string path, string? token, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? headers = null)
    {
        using var request = Request(method, path, token);
        foreach (var (name, value) in headers ?? new Dictionary<string, string>(StringComparer.Ordinal))
            request.Headers.TryAddWithoutValidation(name, value);
        return await AnswerAsync(
            request,
            async limit =>
            {
                using var response = await _proxy.SendAsync(request, limit);
                return new ProxyAnswer(
                    response.StatusCode, response.Content.Headers.ContentType?.MediaType, Parse(await response.Content.ReadAsStringAsync(limit)));
            },
            cancellationToken);
    }

    public void Dispose()
    {
        _proxy.Dispose();
        Live.Dispose();
        _channel.Dispose();
    }

    /// <summary>Bounds the whole exchange, bodies included, and says in plain words why there is no answer.</summary>
    private async Task<T> AnswerAsync<T>(HttpRequestMessage request, Func<CancellationToken, Task<T>> exchange, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        try
        {
            return await exchange(limit.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            var error = (e as HttpRequestException)?.HttpRequestError.ToString() ?? "the connection broke";
            throw new CliException($"{Name} is not reachable at {_endpoint.Proxy} ({error}): is `edgeguard dev` running?", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException($"{Name} did not answer {request.Method} /{request.RequestUri} within {Timeout.TotalSeconds:0} s.", e);
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? token)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
