using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace EdgeGuard.Testing;

/// <summary>A loopback TCP port that nothing listens on.</summary>
public static class FreePort
{
    /// <summary>
    /// Asks the system for one. Another process may take it before the caller does, so a caller that starts a server with it must be
    /// ready to try again.
    /// </summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>
    /// One for a server that starts some time later: below the range from which Linux takes the ports of outgoing connections
    /// (32768 upwards), so that none of those takes it meanwhile.
    /// </summary>
    public static int NextForLater()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }
}
