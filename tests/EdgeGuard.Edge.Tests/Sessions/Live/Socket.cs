using System.Net.WebSockets;
using EdgeGuard.Edge.Tests.Hosting;

namespace EdgeGuard.Edge.Tests.Sessions.Live;

/// <summary>A WebSocket that gets back what it sends.</summary>
internal sealed class Socket(string name) : LiveConnection(name)
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[256];

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public override Task SendAsync() =>
        _socket.SendAsync("message"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public override ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task ConnectAsync(EdgeRig edge, string token)
    {
        _socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await _socket.ConnectAsync(new Uri($"ws://{edge.Proxy.Authority}/hold/{Name}"), CancellationToken.None);
        await SendAsync();
        Got((await _socket.ReceiveAsync(_buffer, CancellationToken.None)).Count);
    }

    protected override async Task ReceiveAsync()
    {
        while (true)
        {
            var received = await _socket.ReceiveAsync(_buffer, CancellationToken.None);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
                return;
            }

            Got(received.Count);
        }
    }
}
