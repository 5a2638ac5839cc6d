using System.Net;
using System.Net.Sockets;
using EdgeGuard.Edge.Decisions;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Configuration;

/// <summary>Binds every listener, and says which setting named an address that cannot be bound.</summary>
internal sealed class ListenerSocket(DecisionSocket decisions, IOptions<EdgeOptions> options)
{
    /// <summary>Kestrel's hook for the binding of its listeners; it calls <c>listen</c> afterwards.</summary>
    /// <exception cref="IOException">The address is taken, not this machine's, or not this user's to bind.</exception>
    public Socket Bind(EndPoint endPoint)
    {
        try
        {
            return decisions.Bind(endPoint);
        }
        catch (SocketException e) when (KeyOf(endPoint, e.SocketErrorCode) is { } key)
        {
            throw new IOException($"{key}: cannot listen on {endPoint}: {e.Message}.", e);
        }
    }

    /// <summary>
    /// The setting to name; null for what is not ours, and where Kestrel goes on with another address (of <c>localhost</c> and
    /// <c>*</c>, IPv4 alone where there is no IPv6).
    /// </summary>
    private string? KeyOf(EndPoint endPoint, SocketError error)
    {
        if (endPoint is UnixDomainSocketEndPoint)
            return "EdgeGuard:Decisions:UnixSocket";
        if (endPoint is not IPEndPoint ip)
            return null;
        var edge = options.Value;
        return Names(edge.Proxy.Url, ip, error) ? "EdgeGuard:Proxy:Url"
            : edge.Proxy.Http2Url.Length > 0 && Names(edge.Proxy.Http2Url, ip, error) ? "EdgeGuard:Proxy:Http2Url"
            : Names(edge.Decisions.Url, ip, error) ? "EdgeGuard:Decisions:Url"
            : Names(edge.Health.Url, ip, error) ? "EdgeGuard:Health:Url"
            : null;
    }

    private static bool Names(string url, IPEndPoint endPoint, SocketError error)
    {
        if (!ListenAddress.TryParse(url, out var address, out _) || address.Port != endPoint.Port)
            return false;
        return address.Address is { } exact ? exact.Equals(endPoint.Address) : error is SocketError.AddressAlreadyInUse or SocketError.AccessDenied;
    }
}
