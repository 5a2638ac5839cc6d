using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Configuration;

/// <summary>Binds the listeners, and says which setting named an address that cannot be bound.</summary>
internal sealed class ListenerSocket(IOptions<ScimOptions> scim, IOptions<LeaseOptions> lease) : IConfigureOptions<SocketTransportOptions>
{
    /// <inheritdoc/>
    public void Configure(SocketTransportOptions options) => options.CreateBoundListenSocket = Bind;

    private Socket Bind(EndPoint endPoint)
    {
        try
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        }
        catch (SocketException e) when (KeyOf(endPoint, e.SocketErrorCode) is { } key)
        {
            throw new IOException($"{key}: cannot listen on {endPoint}: {e.Message}.", e);
        }
    }

    /// <summary>
    /// The setting to name; null where Kestrel goes on with another address (of <c>localhost</c> and <c>*</c>, IPv4 alone where there is
    /// no IPv6).
    /// </summary>
    private string? KeyOf(EndPoint endPoint, SocketError error) =>
        endPoint is not IPEndPoint ip ? null
        : Names(scim.Value.Url, ip, error) ? ScimOptions.UrlKey
        : Names(lease.Value.Url, ip, error) ? LeaseOptions.UrlKey
        : null;

    private static bool Names(string url, IPEndPoint endPoint, SocketError error)
    {
        var address = BindingAddress.Parse(url);
        if (address.IsUnixPipe || address.Port != endPoint.Port)
            return false;
        return IPAddress.TryParse(address.Host.Trim('[', ']'), out var exact)
            ? exact.Equals(endPoint.Address)
            : error is SocketError.AddressAlreadyInUse or SocketError.AccessDenied;
    }
}
