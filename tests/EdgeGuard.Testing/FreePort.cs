using System.Net;
using System.Net.Sockets;

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
}
