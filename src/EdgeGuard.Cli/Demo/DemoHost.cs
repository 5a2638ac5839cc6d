using EdgeGuard.Shared;

namespace EdgeGuard.Cli.Demo;

/// <summary>What the demo app and the test issuer have in common as web hosts.</summary>
internal static class DemoHost
{
    /// <summary>A slim web host on <paramref name="url"/> that ends with its parent and does not wait for open downloads when it stops.</summary>
    public static WebApplicationBuilder CreateBuilder(string url)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        ParentWatch.AddTo(builder);
        return builder;
    }

    public static void MapHealth(this IEndpointRouteBuilder app) => app.MapGet("/healthz/live", () => Results.Text("ok"));
}
