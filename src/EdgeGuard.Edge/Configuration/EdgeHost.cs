using EdgeGuard.Edge.Authentication;
using EdgeGuard.Edge.Decisions;
using EdgeGuard.Edge.Health;
using EdgeGuard.Edge.Leases;
using EdgeGuard.Edge.Proxy;
using EdgeGuard.Edge.Sessions;
using EdgeGuard.Shared;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Configuration;

/// <summary>Puts the edge together. The program and the tests start the same one.</summary>
internal static class EdgeHost
{
    /// <summary>Builds the host. <paramref name="customize"/> runs when every service is registered.</summary>
    /// <exception cref="OptionsValidationException">The configuration has faults.</exception>
    /// <exception cref="AggregateException">Several parts of the configuration have faults.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? customize = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        AddShippedDefaults(builder.Configuration);
        builder.Configuration.AddSecretFiles();
        builder.WebHost.UseKestrelHttpsConfiguration();
        ParentWatch.AddTo(builder);

        builder.Services
            .AddEdgeGuardHost(builder.Configuration)
            .AddEdgeGuardDiskCopy(builder.Configuration)
            .AddEdgeGuardFollower(builder.Configuration)
            .AddEdgeGuardLease(builder.Configuration)
            .AddEdgeGuardTokens(builder.Configuration)
            .AddEdgeGuardSessions()
            .AddEdgeGuardLeaseWatch()
            .AddEdgeGuardProxy(builder.Configuration)
            .AddEdgeGuardDecisions()
            .AddEdgeGuardHealth();
        var started = false;
        // A fault of the start is told once, by whoever catches it, and not also as a stack trace by the host.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => started && level >= LogLevel.Information);
        customize?.Invoke(builder);

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => started = true);
        MapListeners(app);
        return app;
    }

    /// <summary>The settings beside the program come first, so that those of the working directory replace them.</summary>
    private static void AddShippedDefaults(ConfigurationManager configuration)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "appsettings.json");
        var source = new JsonConfigurationSource { Path = path, Optional = true };
        source.ResolveFileProvider();
        configuration.Sources.Insert(0, source);
    }

    /// <summary>Each listener has its own pipeline; what comes in by any other gets 404.</summary>
    private static void MapListeners(WebApplication app)
    {
        // YARP registers ASP.NET's authorization, for which the host would put its middleware in front of everything.
        ((IApplicationBuilder)app).Properties["__AuthorizationMiddlewareSet"] = true;
        app.MapWhen(static context => Listener.Of(context) == Listener.Proxy, static branch => branch.UseEdgeGuardProxy());
        app.MapWhen(
            static context => Listener.Of(context) is { } listener && (listener == Listener.Decisions || listener == Listener.DecisionsUnix),
            static branch => branch.UseEdgeGuardDecisions());
        app.MapWhen(static context => Listener.Of(context) == Listener.Health, static branch => branch.UseEdgeGuardHealth());
    }
}
