using System.Net;
using System.Net.Sockets;
using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Dev;

/// <summary>
/// Hands out loopback ports that nobody listens on. They lie below the range from which Linux takes the ports of outgoing
/// connections (32768 upwards), so that none is lost between this look and a child's start, nor while a child is restarted.
/// </summary>
internal sealed class PortAllocator(Random random)
{
    public const int First = 20_000;
    public const int Last = 32_000;
    private const int Attempts = 1_000;

    private readonly HashSet<int> _given = [];

    /// <summary><paramref name="port"/> when it is free, else any free one.</summary>
    public int Prefer(int port) => IsFree(port) && _given.Add(port) ? port : Any();

    /// <exception cref="CliException">No free port was found.</exception>
    public int Any()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = random.Next(First, Last);
            if (IsFree(port) && _given.Add(port))
                return port;
        }

        throw new CliException($"found no free port between {First} and {Last} on loopback.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
