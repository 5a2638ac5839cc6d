using System.Net;

namespace EdgeGuard.Edge.Authentication.Keys;

/// <summary>
/// The machine's proxy for everything but loopback: plain http is permitted there only because it does not leave the machine, and the
/// environment's proxy settings do not exempt it by themselves.
/// </summary>
internal sealed class LoopbackBypass(IWebProxy proxy) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : proxy.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
}
