using System.Security.Cryptography;
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
        var faults = new List<string>();
        bound.Proxy = Listen(kestrel, "EdgeGuard:Proxy:Url", edge.Proxy.Url, Listener.Proxy, HttpProtocols.Http1AndHttp2, faults);
        if (edge.Proxy.Http2Url is { Length: > 0 } http2)
            bound.ProxyHttp2 = Listen(kestrel, "EdgeGuard:Proxy:Http2Url", http2, Listener.Proxy, HttpProtocols.Http2, faults);
        bound.Decisions = Listen(kestrel, "EdgeGuard:Decisions:Url", edge.Decisions.Url, Listener.Decisions, HttpProtocols.Http2, faults);
        bound.Health = Listen(kestrel, "EdgeGuard:Health:Url", edge.Health.Url, Listener.Health, HttpProtocols.Http1, faults);
        if (faults.Count > 0)
            throw new OptionsValidationException(Options.DefaultName, typeof(EdgeOptions), faults);
        if (edge.Decisions.UnixSocket is { Length: > 0 } path)
            kestrel.ListenUnixSocket(Path.GetFullPath(path), listen => Mark(listen, Listener.DecisionsUnix, HttpProtocols.Http2));
    }

    private static Func<string> Listen(
        KestrelServerOptions kestrel, string key, string url, Listener listener, HttpProtocols protocols, List<string> faults)
    {
        if (!ListenAddress.TryParse(url, out var address, out var fault))
            throw new InvalidOperationException(fault);
        ListenOptions? listening = null;
        // Plain connections cannot negotiate: both protocols there mean HTTP/1.1, said plainly so that Kestrel does not warn.
        var offered = protocols == HttpProtocols.Http1AndHttp2 && !address.Https ? HttpProtocols.Http1 : protocols;
        try
        {
            address.Listen(kestrel, listen =>
            {
                Mark(listen, listener, offered);
                listening = listen;
            });
        }
        catch (Exception e) when (address.Https && e is InvalidOperationException or IOException or CryptographicException)
        {
            // Kestrel reads the certificate here. Its message may go on with advice about development certificates.
            faults.Add($"{key}: https needs a certificate, Kestrel:Certificates:Default. {e.Message.Split('\n')[0].TrimEnd()}");
        }

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
