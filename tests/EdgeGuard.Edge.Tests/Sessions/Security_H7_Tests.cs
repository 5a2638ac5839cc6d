using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdgeGuard.Edge.Sessions;
using EdgeGuard.Edge.Sessions.Streams;
using EdgeGuard.Edge.Tests.Authentication;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Engine.Snapshots;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Edge.Tests.Sessions;

public class Security_H7_Tests
{
    /// <summary>What takes a user's access away, each in its own way.</summary>
    public static TheoryData<string> Losses => new("deactivate", "delete", "not-before", "suspend", "alias", "member", "group", "role", "reload");

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Swap_UserLosesAccess_CutsDownloadAtClientAndApp(string loss)
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var download = await OpenAsync(edge, "ada", "one");

        Lose(edge.Directory, loss);

        await ShouldBeCutAsync(download);
        await edge.App.Ended("one").WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
        await ShouldBeEmptyAsync(edge);
    }

    [Fact]
    public async Task Swap_AnotherUserLosesAccess_LeavesTheRequestOpen()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        edge.Directory.AddViewer("ben");
        using var ada = await OpenAsync(edge, "ada", "ada");
        using var ben = await OpenAsync(edge, "ben", "ben");

        edge.Directory.Deactivate("ada");
        await ShouldBeCutAsync(ada);
        edge.Directory.Reload(new Change.RolePut("", "editor", ["documents.write"]));

        edge.App.Ended("ben").IsCompleted.ShouldBeFalse();
        await Eventually.HoldsAsync(
            () => edge.Services.GetRequiredService<OpenRequests>().Count == 1, "the cut request leaves the register and the other stays");
    }

    [Fact]
    public async Task Swap_UserGainsAndProfileChanges_LeaveTheRequestOpen()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var download = await OpenAsync(edge, "ada", "one");

        edge.Directory.Apply(new Change.MemberAdded(TestDirectory.Admins, TestDirectory.Id("ada")));
        edge.Directory.Apply(TestDirectory.Status("ada", active: true));
        edge.Directory.Apply(new Change.MemberRemoved(TestDirectory.Viewers, TestDirectory.Id("ada")));

        edge.Services.GetRequiredService<OpenRequests>().Count.ShouldBe(1);
        edge.App.Ended("one").IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Swap_UserDeactivated_CutsUpload()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var body = new HeldBody();
        using var request = edge.Request(HttpMethod.Post, "/hold/up", edge.Token("ada"));
        request.Content = body;
        var upload = edge.Client.SendAsync(request, TestContext.Current.CancellationToken);
        await body.Started.WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => edge.App.Received == 1, "the upload reaches the app");

        edge.Directory.Deactivate("ada");

        await edge.App.Ended("up").WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
        body.Release();
        await Should.ThrowAsync<HttpRequestException>(upload);
    }

    [Fact]
    public async Task Swap_UserDeactivated_CutsWebSocket()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {edge.Token("ada")}");
        await socket.ConnectAsync(new Uri($"ws://{edge.Proxy.Authority}/hold/ws"), TestContext.Current.CancellationToken);
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        var buffer = new byte[64];
        var echo = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        Encoding.UTF8.GetString(buffer, 0, echo.Count).ShouldBe("hello");

        edge.Directory.Deactivate("ada");

        using var limit = new CancellationTokenSource(EdgeRig.Limit);
        var close = await socket.ReceiveAsync(buffer, limit.Token);
        await edge.App.Ended("ws").WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);

        close.MessageType.ShouldBe(WebSocketMessageType.Close);
        (close.CloseStatus, close.CloseStatusDescription).ShouldBe((WebSocketCloseStatus.PolicyViolation, "access was withdrawn"));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", limit.Token);
        await ShouldBeEmptyAsync(edge);
    }

    [Fact]
    public async Task Swap_UserDeactivatedAmidAFrame_AbortsTheWebSocket()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {edge.Token("ada")}");
        await socket.ConnectAsync(new Uri($"ws://{edge.Proxy.Authority}/hold/{LiveEndpoints.Half}"), TestContext.Current.CancellationToken);
        // As many bytes as there are: the client waits until this is full.
        var buffer = new byte[10];
        (await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken)).EndOfMessage.ShouldBeFalse();

        edge.Directory.Deactivate("ada");

        using var limit = new CancellationTokenSource(EdgeRig.Limit);
        await Should.ThrowAsync<WebSocketException>(() => socket.ReceiveAsync(buffer, limit.Token));
        await edge.App.Ended(LiveEndpoints.Half).WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Swap_ClientDoesNotAnswerTheCloseFrame_IsAbortedAfterTheLimit()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var client = new TcpClient();
        await client.ConnectAsync(edge.Proxy.Host, edge.Proxy.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"GET /hold/silent HTTP/1.1\r\nHost: edge.test\r\nAuthorization: Bearer {edge.Token("ada")}\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
            TestContext.Current.CancellationToken);
        var headers = "";
        var one = new byte[1];
        while (!headers.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, TestContext.Current.CancellationToken);
            headers += (char)one[0];
        }

        edge.Directory.Deactivate("ada");

        var close = new byte[24];
        await stream.ReadExactlyAsync(close, TestContext.Current.CancellationToken);
        close[..4].ShouldBe([0x88, 22, 0x03, 0xf0]);
        await edge.App.Ended("silent").WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(
            () => edge.Services.GetRequiredService<OpenRequests>().Count == 0,
            "the connection is given up",
            () => edge.Time.Advance(GuardedExchange.CloseLimit));
        using var limit = new CancellationTokenSource(EdgeRig.Limit);
        try
        {
            (await stream.ReadAsync(one, limit.Token)).ShouldBe(0);
        }
        catch (IOException)
        {
            // Reset.
        }
    }

    [Fact]
    public async Task Swap_UserDeactivatedOnSharedHttp2Connection_ResetsTheStreamAlone()
    {
        var certificate = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.pfx");
        await File.WriteAllBytesAsync(certificate, SelfSigned(), TestContext.Current.CancellationToken);
        await using var edge = await EdgeRig.StartWithAsync(
            "ada", "EdgeGuard:Proxy:Url=https://127.0.0.1:0", $"Kestrel:Certificates:Default:Path={certificate}");
        File.Delete(certificate);
        edge.Directory.AddViewer("ben");
        using var ada = await OpenAsync(edge, "ada", "ada");
        using var ben = await OpenAsync(edge, "ben", "ben");
        ada.Version.ShouldBe(HttpVersion.Version20);

        edge.Directory.Deactivate("ada");

        await ShouldBeCutAsync(ada);
        await edge.App.Ended("ada").WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
        edge.App.Ended("ben").IsCompleted.ShouldBeFalse();
        using var denied = await edge.SendAsync(HttpMethod.Get, "/me", edge.Token("ada"));
        denied.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Clock_TokenExpires_CutsTheRequestAndNoOther()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var brief = await OpenAsync(edge, "ada", "brief", edge.Issuer.Now + 60);
        using var lasting = await OpenAsync(edge, "ada", "lasting", edge.Issuer.Now + 3600);

        edge.Time.Advance(TimeSpan.FromSeconds(59));
        edge.App.Ended("brief").IsCompleted.ShouldBeFalse();
        await Eventually.HoldsAsync(
            () => edge.App.Ended("brief").IsCompleted, "the request ends with its token", () => edge.Time.Advance(RequestExpiry.Period));

        await ShouldBeCutAsync(brief);
        edge.App.Ended("lasting").IsCompleted.ShouldBeFalse();
        (edge.Time.GetUtcNow() - EdgeRig.Start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(60));
    }

    private static async Task<HttpResponseMessage> OpenAsync(EdgeRig edge, string user, string name, long? expiresAt = null)
    {
        var token = edge.Token(user, json => json["exp"] = expiresAt ?? (edge.Issuer.Now + 3600));
        var response = await edge.SendAsync(HttpMethod.Get, $"/hold/{name}", token);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var first = new byte[5];
        await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(first, TestContext.Current.CancellationToken);
        return response;
    }

    private static async Task ShouldBeCutAsync(HttpResponseMessage response)
    {
        using var limit = new CancellationTokenSource(EdgeRig.Limit);
        var body = await response.Content.ReadAsStreamAsync(limit.Token);
        var read = await Should.ThrowAsync<Exception>(() => body.ReadExactlyAsync(new byte[1], limit.Token).AsTask());
        read.ShouldNotBeOfType<TaskCanceledException>();
        read.ShouldBeAssignableTo<IOException>();
    }

    private static Task ShouldBeEmptyAsync(EdgeRig edge) => Eventually.HoldsAsync(
        () => edge.Services.GetRequiredService<OpenRequests>().Count == 0, "the register is empty");

    private static void Lose(TestDirectory directory, string loss)
    {
        var ada = TestDirectory.Id("ada");
        _ = loss switch
        {
            "deactivate" => directory.Deactivate("ada"),
            "delete" => directory.Apply(new Change.AliasRemoved(TestDirectory.Alias("ada")), new Change.UserRemoved(ada)),
            "not-before" => directory.Apply(TestDirectory.Status("ada", active: true, notBefore: EdgeRig.Start.ToUnixTimeMilliseconds())),
            "suspend" => directory.Apply(new Change.TenantPut(TestDirectory.Acme, Suspended: true)),
            "alias" => directory.Apply(new Change.AliasRemoved(TestDirectory.Alias("ada"))),
            "member" => directory.Apply(new Change.MemberRemoved(TestDirectory.Viewers, ada)),
            "group" => directory.Apply(new Change.GroupPut(TestDirectory.Viewers, TestDirectory.Tenant, [])),
            "role" => directory.Apply(new Change.RolePut("", "viewer", ["other.read"])),
            "reload" => directory.Reload(TestDirectory.Status("ada", active: false)),
            _ => throw new ArgumentOutOfRangeException(nameof(loss)),
        };
    }

    private static byte[] SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=edge.test", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return certificate.Export(X509ContentType.Pkcs12);
    }

    /// <summary>A request body that begins and does not end.</summary>
    private sealed class HeldBody : HttpContent
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Started => _started.Task;

        public void Release() => _released.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(new byte[16]);
            await stream.FlushAsync();
            _started.TrySetResult();
            await _released.Task;
            await stream.WriteAsync(new byte[1 << 20]);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
