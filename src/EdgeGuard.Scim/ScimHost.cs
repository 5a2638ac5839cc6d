using EdgeGuard.Scim.Admin;
using EdgeGuard.Scim.Configuration;
using EdgeGuard.Scim.Endpoints;
using EdgeGuard.Scim.Enforcement;
using EdgeGuard.Scim.Health;
using EdgeGuard.Scim.Leases;
using EdgeGuard.Scim.Publishing;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Scim.Telemetry;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim;

/// <summary>The composition of the host: one method per phase, used by the program and by the tests alike.</summary>
internal static class ScimHost
{
    /// <summary>Largest request body in bytes: 4 MiB, which 10,000 members with <c>$ref</c> and <c>display</c> fit in.</summary>
    public const int MaxBodyBytes = 4 * 1024 * 1024;

    /// <summary>How long a stop may take, whatever hangs: orchestrators kill after 30 s, and the next process waits for the database's lock.</summary>
    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    /// <summary>Registers everything.</summary>
    public static void AddEdgeGuardScim(this WebApplicationBuilder builder)
    {
        builder.AddEdgeGuardOptions();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;

            // An edge whose machine vanished never ends its stream.
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(10);
            kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
        });

        var services = builder.Services;
        services.SilenceRequestLog();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<StorageMetrics>();
        services.AddEdgeGuardStorage();
        services.AddEdgeGuardPublishing(builder.Configuration);
        services.AddEdgeGuardLeases();
        services.AddEdgeGuardEnforcement();
        services.AddEdgeGuardAdmin();
        services.AddEdgeGuardScimApi();
        services.AddEdgeGuardHealth();
    }

    /// <summary>
    /// The pipeline, in this order: (1) what comes in by the lease listener goes its own way; (2) below /admin, refusals become problem
    /// details, then the admin key is asked for, before anything of a request is read; (3) below /scim, the connection's token likewise;
    /// (4) the endpoints.
    /// </summary>
    public static void UseEdgeGuardScim(this WebApplication app)
    {
        // Before anything is built from the options, so that all their faults are told at once.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.UseLeaseListener();
        app.UseAdminApi();
        app.UseScimApi();
        app.UseRouting();
    }

    /// <summary>The endpoints.</summary>
    public static void MapEdgeGuardScim(this WebApplication app)
    {
        app.MapAdminApi();
        app.MapScimApi();
        app.MapHealth();
    }
}
