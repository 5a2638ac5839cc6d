using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeGuard.Testing;

namespace EdgeGuard.EndToEnd.Tests;

/// <summary>The fault tests rest on what the relay does to a connection.</summary>
public sealed class TcpRelayTests : IAsyncLifetime
{
    private const int MoreThanBuffersHold = 64 * 1024 * 1024;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private TcpRelay _relay = null!;

    public ValueTask InitializeAsync()
    {
        _server.Start();
        _relay = new TcpRelay(((IPEndPoint)_server.LocalEndpoint).Port);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _relay.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task Pass_BothWays_ArriveAndEndInOrder()
    {
        var (client, server) = await ConnectAsync();
        using var one = client;
        using var two = server;

        await SendAsync(client, "ask");
        (await ReceiveAsync(server)).ShouldBe("ask");
        await SendAsync(server, "answer");
        (await ReceiveAsync(client)).ShouldBe("answer");
        client.Shutdown(SocketShutdown.Send);

        (await ReceiveAsync(server)).ShouldBeEmpty();
    }

    [Fact]
    public async Task BlackHole_SomethingWasLost_IsResetWhenTheModeChanges()
    {
        var (client, server) = await ConnectAsync();
        using var one = client;
        using var two = server;

        _relay.Mode = RelayMode.BlackHole;
        var received = ReceiveAsync(server);
        for (var sent = 0; sent < MoreThanBuffersHold;)
            sent += await client.SendAsync(new byte[64 * 1024]).WaitAsync(Bound); // So that the relay has taken some of it for certain.
        received.IsCompleted.ShouldBeFalse();
        _relay.Mode = RelayMode.Pass;

        await Should.ThrowAsync<SocketException>(received);
    }

    [Fact]
    public async Task BlackHole_NothingWasSent_GoesOnAfterwards()
    {
        var (client, server) = await ConnectAsync();
        using var one = client;
        using var two = server;

        _relay.Mode = RelayMode.BlackHole;
        _relay.Mode = RelayMode.Pass;
        await SendAsync(client, "ask");

        (await ReceiveAsync(server)).ShouldBe("ask");
    }

    [Fact]
    public async Task Reset_OpenAndNew_BothEnd()
    {
        var (client, server) = await ConnectAsync();
        using var one = client;
        using var two = server;

        _relay.Mode = RelayMode.Reset;

        await Should.ThrowAsync<SocketException>(ReceiveAsync(client));
        using var late = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await Should.ThrowAsync<SocketException>(async () =>
        {
            await late.ConnectAsync(IPAddress.Loopback, _relay.Port);
            await ReceiveAsync(late);
        });
    }

    [Fact]
    public async Task Delay_APiece_ArrivesLater()
    {
        var (client, server) = await ConnectAsync();
        using var one = client;
        using var two = server;
        _relay.Delay = TimeSpan.FromMilliseconds(300);
        _relay.Mode = RelayMode.Delay;
        var sent = TimeProvider.System.GetTimestamp();

        await SendAsync(client, "late");
        (await ReceiveAsync(server)).ShouldBe("late");

        TimeProvider.System.GetElapsedTime(sent).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(250));
    }

    private async Task<(Socket Client, Socket Server)> ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, _relay.Port);
        return (client, await _server.AcceptSocketAsync().WaitAsync(Bound));
    }

    private static Task<int> SendAsync(Socket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text)).WaitAsync(Bound);

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[64];
        var count = await socket.ReceiveAsync(buffer).WaitAsync(Bound);
        return Encoding.UTF8.GetString(buffer, 0, count);
    }
}
