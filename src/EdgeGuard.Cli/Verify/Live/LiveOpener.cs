using System.Net.Http.Headers;
using EdgeGuard.Cli.Clients;
using EdgeGuard.Cli.Commands;
using EdgeGuard.Cli.Dev;
using EdgeGuard.Demo.V1;
using Grpc.Net.Client;

namespace EdgeGuard.Cli.Verify.Live;

/// <summary>Opens one connection of each kind through an edge's proxy.</summary>
internal sealed class LiveOpener : IDisposable
{
    private const string Document = "documents/1";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly string _edge;
    private readonly Uri _proxy;
    private readonly HttpClient _client;
    private readonly GrpcChannel? _channel;
    private readonly TimeProvider _time;

    public LiveOpener(EdgeEndpoint endpoint, TimeProvider time)
    {
        _edge = endpoint.Name;
        _time = time;
        _proxy = VerifyTarget.Address($"{endpoint.Name} proxy", endpoint.Proxy);

        // No time limit on a whole exchange: these are meant to last.
        _client = HttpClients.Create(_proxy, System.Threading.Timeout.InfiniteTimeSpan);
        var http2 = endpoint.Http2 ?? (_proxy.Scheme == Uri.UriSchemeHttps ? endpoint.Proxy : null);
        if (http2 is null)
            return;
        var address = VerifyTarget.Address($"{endpoint.Name} http2", http2);
        HttpClients.Check(address);
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { UseProxy = false, ConnectTimeout = Timeout },
            DisposeHttpClient = true,
        });
    }

    /// <summary>A WebSocket, a download, a stream of events, an upload and, where there is HTTP/2, a gRPC stream.</summary>
    /// <exception cref="StepFailedException">One was refused.</exception>
    /// <exception cref="CliException">The edge does not answer.</exception>
    public async Task<IReadOnlyList<LiveConnection>> OpenAllAsync(string token, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        var open = new List<LiveConnection>();
        try
        {
            open.Add(await LiveWebSocket.BeginAsync(_edge, WebSocketAddress(), token, _time, limit.Token));
            open.Add(await LiveResponse.BeginAsync("download", _edge, _client, Request(HttpMethod.Get, "download", token), _time, limit.Token));
            open.Add(await LiveResponse.BeginAsync("SSE", _edge, _client, Request(HttpMethod.Get, "events", token), _time, limit.Token));
            open.Add(await LiveUpload.BeginAsync(_edge, _client, Request(HttpMethod.Post, "upload", token), _time, limit.Token));
            if (_channel is not null)
                open.Add(await LiveWatch.BeginAsync(_edge, new Documents.DocumentsClient(_channel), token, _time, limit.Token));
            return open;
        }
        catch (Exception e)
        {
            open.ForEach(connection => connection.Dispose());
            if (e is HttpRequestException or IOException)
                throw new CliException($"{_edge} is not reachable at {_proxy}: is `edgeguard dev` running?", e);
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new CliException($"{_edge} did not open live connections within {Timeout.TotalSeconds:0} s.", e);
            throw;
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _channel?.Dispose();
    }

    private Uri WebSocketAddress() =>
        new UriBuilder(new Uri(_proxy, $"{Document}/live")) { Scheme = _proxy.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" }.Uri;

    private static HttpRequestMessage Request(HttpMethod method, string action, string token)
    {
        var request = new HttpRequestMessage(method, new Uri($"{Document}/{action}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
