using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Configuration;

/// <summary>Gives Kestrel the two listeners.</summary>
internal sealed class ListenerSetup(IStartupValidator validator, IOptions<ScimOptions> scim, IOptions<LeaseOptions> lease) : IConfigureOptions<KestrelServerOptions>
{
    private ListenOptions? _lease;

    /// <summary>Where lease streams arrive, with the real port where 0 was configured; null before the host listens, or for no network address.</summary>
    public IPEndPoint? LeaseEndPoint => _lease?.IPEndPoint;

    /// <inheritdoc/>
    public void Configure(KestrelServerOptions options)
    {
        // Kestrel is made before the host would validate: so that the faults of every part are told together.
        validator.Validate();
        Listen(options, ScimOptions.UrlKey, scim.Value.Url, listen => Mark(listen, Listener.Api, HttpProtocols.Http1AndHttp2, scim.Value.Url));
        Listen(options, LeaseOptions.UrlKey, lease.Value.Url, listen =>
        {
            Mark(listen, Listener.Lease, HttpProtocols.Http2, lease.Value.Url);
            _lease = listen;
        });
    }

    private static void Listen(KestrelServerOptions options, string key, string url, Action<ListenOptions> configure)
    {
        try
        {
            ListenUrl.Listen(options, url, configure);
        }
        catch (InvalidOperationException e) when (e.Message.StartsWith("Unable to configure HTTPS endpoint", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{key}: https needs a certificate; name one in Kestrel:Certificates:Default:Path (with KeyPath or Password).", e);
        }
    }

    private static void Mark(ListenOptions listen, Listener listener, HttpProtocols protocols, string url)
    {
        // Plain connections cannot negotiate: both protocols there mean HTTP/1.1, said plainly so that Kestrel does not warn.
        var isPlain = url.StartsWith("http:", StringComparison.OrdinalIgnoreCase);
        listen.Protocols = isPlain && protocols == HttpProtocols.Http1AndHttp2 ? HttpProtocols.Http1 : protocols;
        listen.Use(next => connection =>
        {
            connection.Features.Set(listener);
            return next(connection);
        });
    }
}
