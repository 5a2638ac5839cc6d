using System.Net;
using System.Net.Http.Headers;
using EdgeGuard.Edge.Tests.Hosting;

namespace EdgeGuard.Edge.Tests.Sessions.Live;

/// <summary>A gRPC-like call of two streams, on an HTTP/2 connection that it shares.</summary>
internal sealed class Call(string name, HttpClient client) : LiveConnection(name)
{
    private readonly PushContent _body = new();
    private readonly byte[] _buffer = new byte[64];
    private HttpResponseMessage? _response;
    private Stream? _replies;

    public HttpResponseMessage Response => _response!;

    public override Task SendAsync() => _body.WriteAsync("message"u8.ToArray());

    /// <summary>Ends the client's stream.</summary>
    public void End() => _body.End();

    public override ValueTask DisposeAsync()
    {
        _response?.Dispose();
        _body.End();
        return ValueTask.CompletedTask;
    }

    protected override async Task ConnectAsync(EdgeRig edge, string token)
    {
        var request = Request(HttpMethod.Post, new Uri(edge.ProxyHttp2, $"/grpc/{Name}"), HttpVersion.Version20, token);
        request.Content = _body;
        _body.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        var response = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await SendAsync();
        _response = await response;
        _response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _replies = await _response.Content.ReadAsStreamAsync();
        Got(await _replies.ReadAsync(_buffer));
    }

    protected override async Task ReceiveAsync()
    {
        while (await _replies!.ReadAsync(_buffer) is > 0 and var count)
            Got(count);
    }
}
