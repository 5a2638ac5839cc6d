using System.Net;
using System.Net.WebSockets;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Edge.Tests.Sessions.Live;

namespace EdgeGuard.Edge.Tests.Sessions;

/// <summary>gRPC-like calls through the listener for HTTP/2 without TLS, several on one connection.</summary>
public class Http2StreamTests
{
    /// <summary>INADEQUATE_SECURITY, of which gRPC clients make PERMISSION_DENIED.</summary>
    private const long PermissionDenied = 0xc;

    [Fact]
    public async Task Deactivate_OneOfTwoCallsOnAConnection_ResetsThatStreamWithTheGrpcCode()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        edge.Directory.AddViewer("ben");
        await using var live = new LiveSet();
        var ada = live.NewCall("ada");
        var ben = live.NewCall("ben");
        await ada.OpenAsync(edge, edge.Token("ada"));
        await ben.OpenAsync(edge, edge.Token("ben"));

        edge.Directory.Deactivate("ada");

        var end = await ada.Ended.WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
        end.ShouldBeAssignableTo<HttpProtocolException>().ShouldNotBeNull().ErrorCode.ShouldBe(PermissionDenied);
        await edge.App.Ended("ada").WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
        await LiveSet.ExchangeAsync(edge, [ben]);
        ben.Ended.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Deactivate_WebSocketOverHttp2_IsToldWithACloseFrame()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {edge.Token("ada")}");
        using var limit = new CancellationTokenSource(EdgeRig.Limit);
        await socket.ConnectAsync(new Uri($"ws://{edge.ProxyHttp2.Authority}/hold/ws"), invoker, limit.Token);
        var buffer = new byte[64];
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, limit.Token);
        (await socket.ReceiveAsync(buffer, limit.Token)).Count.ShouldBe(5);

        edge.Directory.Deactivate("ada");

        var close = await socket.ReceiveAsync(buffer, limit.Token);
        (close.MessageType, close.CloseStatus).ShouldBe((WebSocketMessageType.Close, WebSocketCloseStatus.PolicyViolation));
        await edge.App.Ended("ws").WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Call_ClientEnds_GetsTheRepliesAndTheTrailers()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        await using var live = new LiveSet();
        var call = live.NewCall("one");
        await call.OpenAsync(edge, edge.Token("ada"));
        await LiveSet.ExchangeAsync(edge, [call]);

        call.End();

        (await call.Ended.WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken)).ShouldBeNull();
        call.Response.TrailingHeaders.GetValues("grpc-status").ShouldBe(["0"]);
    }
}
