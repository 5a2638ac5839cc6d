using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace EdgeGuard.Edge.Decisions;

/// <summary>Binds the Unix socket: takes the place of one that a dead process left behind, and sets its mode before anyone can connect.</summary>
internal sealed partial class DecisionSocket(ILogger<DecisionSocket> logger)
{
    /// <summary>Owner and group may ask (DESIGN section 9).</summary>
    private const UnixFileMode Mode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>Binds; any other address as Kestrel would.</summary>
    public Socket Bind(EndPoint endPoint)
    {
        var path = (endPoint as UnixDomainSocketEndPoint)?.ToString();
        if (path is not null)
            RemoveStale(path);
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        if (path is not null && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, Mode);
        return socket;
    }

    /// <summary>Removes a socket on which nobody listens. Leaves anything else alone, so that binding fails on it.</summary>
    private void RemoveStale(string path)
    {
        if (!File.Exists(path))
            return;
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused && IsSocket(path))
        {
            File.Delete(path);
            Log.StaleSocketRemoved(logger, path);
        }
        catch (SocketException)
        {
            // Not ours to judge: binding reports that the address is in use.
        }
    }

    // connect(2) refuses a plain file with the same error; a socket cannot be opened (ENXIO), a file can.
    private static bool IsSocket(string path)
    {
        try
        {
            using var file = File.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
