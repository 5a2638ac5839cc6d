using System.Net;
using System.Net.Sockets;

namespace EdgeGuard.Sync.Tests.Compliance;

/// <summary>A way to a server that brings each client only so many bytes a second; what clients send is passed on at once.</summary>
internal sealed class SlowLink : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _server;
    private readonly int _bytesPerSecond;
    private readonly Task _accepting;

    public SlowLink(string server, int bytesPerSecond)
    {
        (_server, _bytesPerSecond) = (server, bytesPerSecond);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => _listener.LocalEndpoint.ToString()!;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var links = new List<Task>();
        try
        {
            while (true)
                links.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        finally
        {
            await Task.WhenAll(links).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        var server = IPEndPoint.Parse(_server);
        await far.ConnectAsync(server, _stop.Token);
        await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), _stop.Token), SlowlyAsync(far.GetStream(), near.GetStream()));
    }

    private async Task SlowlyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[(int)(_bytesPerSecond * Tick.TotalSeconds)];
        using var timer = new PeriodicTimer(Tick, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            var read = await from.ReadAsync(buffer, _stop.Token);
            if (read == 0)
                return;
            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}
