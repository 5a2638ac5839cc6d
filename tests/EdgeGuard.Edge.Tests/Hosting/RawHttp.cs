using System.Net.Sockets;
using System.Text;

namespace EdgeGuard.Edge.Tests.Hosting;

/// <summary>Sends bytes that no HTTP client would, and reads the answer.</summary>
internal static class RawHttp
{
    /// <summary>Sends one request line with the usual headers; returns the status code.</summary>
    public static async Task<int> StatusAsync(Uri server, string method, string target, params string[] headers)
    {
        var text = new StringBuilder($"{method} {target} HTTP/1.1\r\nHost: edge.test\r\nConnection: close\r\n");
        foreach (var header in headers)
            text.Append(header).Append("\r\n");
        var answer = await SendAsync(server, text.Append("\r\n").ToString());
        return int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Sends the text and returns all that comes back until the server closes.</summary>
    public static async Task<string> SendAsync(Uri server, string request)
    {
        using var limit = new CancellationTokenSource(EdgeRig.Limit);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, limit.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), limit.Token);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, limit.Token);
        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
