using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Configuration;

/// <summary>Gives Kestrel the listeners of the options and its limits (SECURITY H8).</summary>
internal sealed class ListenerSetup(IStartupValidator validator, IOptions<EdgeOptions> options, BoundListeners bound)
    : IConfigureOptions<KestrelServerOptions>
{
    /// <inheritdoc/>
    public void Configure(KestrelServerOptions kestrel)
    {
        // Kestrel is made first of all, before the host would validate: so that the faults of every part are told together.
        validator.Validate();
        var edge = options.Value;
        RequestLimits.Apply(kestrel);
        bound.Proxy = Listen(kestrel, edge.Proxy.Url, Listener.Proxy, HttpProtocols.Http1AndHttp2);
        bound.Decisions = Listen(kestrel, edge.Decisions.Url, Listener.Decisions, HttpProtocols.Http2);
        bound.Health = Listen(kestrel, edge.Health.Url, Listener.Health, HttpProtocols.Http1);
        if (edge.Decisions.UnixSocket is { Length: > 0 } path)
            kestrel.ListenUnixSocket(Path.GetFullPath(path), listen => Mark(listen, Listener.DecisionsUnix, HttpProtocols.Http2));
    }

    private static Func<string> Listen(KestrelServerOptions kestrel, string url, Listener listener, HttpProtocols protocols)
    {
        if (!ListenAddress.TryParse(url, out var address, out var fault))
            throw new InvalidOperationException(fault);
        ListenOptions? listening = null;
        // Plain connections cannot negotiate: both protocols there mean HTTP/1.1, said plainly so that Kestrel does not warn.
        var offered = protocols == HttpProtocols.Http1AndHttp2 && !address.Https ? HttpProtocols.Http1 : protocols;
        address.Listen(kestrel, listen =>
        {
            Mark(listen, listener, offered);
            listening = listen;
        });
        return () => BoundListeners.UrlOf(address, listening);
    }

    private static void Mark(ListenOptions listen, Listener listener, HttpProtocols protocols)
    {
        listen.Protocols = protocols;
        listen.Use(next => connection =>
        {
            connection.Features.Set(listener);
            return next(connection);
        });
    }
}
