using System.Net.Sockets;
using System.Text;

namespace EdgeGuard.Scim.Tests.Hosting;

/// <summary>A request on a socket of its own, whose body is sent in parts.</summary>
internal sealed class RawRequest : IDisposable
{
    private readonly TcpClient _tcp = new();

    private RawRequest()
    {
    }

    /// <summary>Sends the headers; the server answers 100 when it begins to read the body, and this waits for that.</summary>
    public static async Task<RawRequest> BeginAsync(Uri server, string path, string token, int length, string method = "POST")
    {
        var request = new RawRequest();
        await request._tcp.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        await request.SendAsync(
            $"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/scim+json\r\n"
            + $"Content-Length: {length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
        var line = new byte["HTTP/1.1 100 Continue\r\n\r\n".Length];
        await request._tcp.GetStream().ReadExactlyAsync(line, TestContext.Current.CancellationToken);
        Encoding.ASCII.GetString(line).ShouldStartWith("HTTP/1.1 100");
        return request;
    }

    public async Task SendAsync(string part) =>
        await _tcp.GetStream().WriteAsync(Encoding.UTF8.GetBytes(part), TestContext.Current.CancellationToken);

    /// <summary>The whole answer, up to the end of the connection.</summary>
    public async Task<string> ReadAnswerAsync()
    {
        using var reader = new StreamReader(_tcp.GetStream(), Encoding.UTF8, leaveOpen: true);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _tcp.Dispose();
}
