using System.Net.Sockets;
using System.Text;
using EdgeGuard.Cli.Clients;

namespace EdgeGuard.Cli.Dev;

/// <summary>Ways to see that a child is ready.</summary>
internal static class ReadyProbe
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public static Func<CancellationToken, Task<bool>> Http(string url) => async cancellationToken =>
    {
        try
        {
            using var client = HttpClients.Create(new Uri(url), Timeout);
            using var response = await client.GetAsync(new Uri(url), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    };

    public static Func<CancellationToken, Task<bool>> Redis(int port) => async cancellationToken =>
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Timeout);
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, limit.Token);
            await using var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray(), limit.Token);
            var answer = new byte["+PONG".Length];
            await stream.ReadExactlyAsync(answer, limit.Token);
            return string.Equals(Encoding.ASCII.GetString(answer), "+PONG", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    };
}
