using System.Net;
using EdgeGuard.Shared;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeGuard.Cli.Demo;

/// <summary>What the demo app and the test issuer have in common as web hosts.</summary>
internal static class DemoHost
{
    /// <summary>A slim web host on <paramref name="url"/> that ends with its parent and does not wait for open downloads when it stops.</summary>
    /// <param name="url">Loopback address for HTTP/1.1.</param>
    /// <param name="http2Url">Another for HTTP/2: without TLS one listener cannot offer both.</param>
    public static WebApplicationBuilder CreateBuilder(string url, string? http2Url = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Listen(kestrel, url, HttpProtocols.Http1);
            if (http2Url is not null)
                Listen(kestrel, http2Url, HttpProtocols.Http2);
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        ParentWatch.AddTo(builder);
        return builder;
    }

    private static void Listen(KestrelServerOptions kestrel, string url, HttpProtocols protocols)
    {
        var address = new Uri(url);
        kestrel.Listen(IPAddress.Parse(address.Host), address.Port, listen => listen.Protocols = protocols);
    }

    public static void MapHealth(this IEndpointRouteBuilder app) => app.MapGet("/healthz/live", () => Results.Text("ok"));
}
