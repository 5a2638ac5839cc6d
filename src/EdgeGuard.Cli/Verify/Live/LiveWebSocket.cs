using System.Globalization;
using System.Net.WebSockets;

namespace EdgeGuard.Cli.Verify.Live;

/// <summary>A WebSocket that has echoed once and is silent since.</summary>
internal sealed class LiveWebSocket : LiveConnection
{
    public const string Name = "WebSocket";

    /// <summary>The close code of a policy violation (RFC 6455 section 7.4.1), by which an edge says that it was no accident.</summary>
    public const string ClosedByPolicy = "close 1008";

    private readonly ClientWebSocket _socket;

    private LiveWebSocket(string edge, ClientWebSocket socket, TimeProvider time)
        : base(Name, edge)
    {
        _socket = socket;
        Ended = ReadAsync(time);
    }

    public override Task<LiveEnd> Ended { get; }

    /// <exception cref="StepFailedException">It was refused.</exception>
    public static async Task<LiveConnection> BeginAsync(string edge, Uri address, string token, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
            socket.Options.Proxy = null;
            await socket.ConnectAsync(address, cancellationToken);
            await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            await socket.ReceiveAsync(new byte[64], cancellationToken);
            return new LiveWebSocket(edge, socket, time);
        }
        catch (WebSocketException e)
        {
            socket.Dispose();
            throw new StepFailedException($"{edge} refused the {Name}: {e.Message}", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    protected override void Release() => _socket.Dispose();

    private async Task<LiveEnd> ReadAsync(TimeProvider time)
    {
        var buffer = new byte[1024];
        try
        {
            while (await _socket.ReceiveAsync(buffer.AsMemory(), GivenUp.Token) is { MessageType: not WebSocketMessageType.Close })
            {
            }

            var end = new LiveEnd(
                _socket.CloseStatus == WebSocketCloseStatus.NormalClosure, time.GetTimestamp(),
                string.Create(CultureInfo.InvariantCulture, $"close {(int?)_socket.CloseStatus}"));
            _socket.Abort();
            return end;
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            return new LiveEnd(InOrder: false, time.GetTimestamp(), LiveEnd.Aborted);
        }
    }
}
