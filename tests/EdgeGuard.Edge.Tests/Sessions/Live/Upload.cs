using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EdgeGuard.Edge.Tests.Authentication;
using EdgeGuard.Edge.Tests.Hosting;

namespace EdgeGuard.Edge.Tests.Sessions.Live;

/// <summary>
/// A request body that does not end. It is slow, but not so slow that the server gives it up. Without a library, which would notice the
/// end of the connection only when it writes.
/// </summary>
internal sealed class Upload(string name) : LiveConnection(name)
{
    /// <summary>More than the proxy's client keeps back: YARP does not flush what is no gRPC call.</summary>
    private const int Piece = 32 * 1024;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private readonly TcpClient _client = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _over = new();
    private LiveEndpoints? _app;

    public override long Progress => _app!.Uploaded(Name);

    public override Task SendAsync() => SendAsync(Piece);

    public override async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _client.Dispose();
        await Ended;
        _over.Dispose();
        _writing.Dispose();
    }

    protected override async Task ConnectAsync(EdgeRig edge, string token)
    {
        _app = edge.App.Live;
        await _client.ConnectAsync(edge.Proxy.Host, edge.Proxy.Port);
        await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /hold/{Name} HTTP/1.1\r\nHost: edge.test\r\nAuthorization: Bearer {token}\r\nTransfer-Encoding: chunked\r\n\r\n"));
        await SendAsync();
        await Eventually.HoldsAsync(() => Progress > 0, "the upload reaches the app");
    }

    protected override async Task ReceiveAsync()
    {
        var trickle = TrickleAsync();
        try
        {
            while (await _client.GetStream().ReadAsync(new byte[64]) > 0)
            {
                // Nothing is expected but the end.
            }
        }
        finally
        {
            await _over.CancelAsync();
            await trickle;
        }
    }

    private async Task TrickleAsync()
    {
        try
        {
            while (!_over.IsCancellationRequested)
            {
                await Task.Delay(Pace, TimeProvider.System, _over.Token);
                await SendAsync(400);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Over.
        }
    }

    private async Task SendAsync(int count)
    {
        byte[] chunk = [.. Encoding.ASCII.GetBytes(count.ToString("x", CultureInfo.InvariantCulture)), .. "\r\n"u8, .. new byte[count], .. "\r\n"u8];
        await _writing.WaitAsync(_over.Token);
        try
        {
            await _client.GetStream().WriteAsync(chunk, _over.Token);
        }
        finally
        {
            _writing.Release();
        }
    }
}
