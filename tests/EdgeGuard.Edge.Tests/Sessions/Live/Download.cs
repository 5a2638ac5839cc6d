using System.Net;
using System.Net.Http.Headers;
using EdgeGuard.Edge.Tests.Hosting;

namespace EdgeGuard.Edge.Tests.Sessions.Live;

/// <summary>A response that does not end: bytes, or server-sent events.</summary>
internal sealed class Download(string name, HttpClient client, bool events = false) : LiveConnection(name)
{
    private readonly byte[] _buffer = new byte[64];
    private HttpResponseMessage? _response;
    private Stream? _body;

    public override ValueTask DisposeAsync()
    {
        _response?.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task ConnectAsync(EdgeRig edge, string token)
    {
        using var request = Request(HttpMethod.Get, new Uri(edge.Proxy, $"/hold/{Name}"), HttpVersion.Version11, token);
        if (events)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        _response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        _response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _body = await _response.Content.ReadAsStreamAsync();
        Got(await _body.ReadAsync(_buffer));
    }

    protected override async Task ReceiveAsync()
    {
        while (await _body!.ReadAsync(_buffer) is > 0 and var count)
            Got(count);
    }
}
