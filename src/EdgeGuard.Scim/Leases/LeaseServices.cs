using EdgeGuard.Scim.Configuration;
using EdgeGuard.Scim.Leases.Epochs;
using EdgeGuard.Scim.Leases.Fencing;
using EdgeGuard.Scim.Leases.Streams;
using EdgeGuard.Scim.Telemetry;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;
using EdgeGuard.Sync.Publishing;

namespace EdgeGuard.Scim.Leases;

/// <summary>Registers scim's half of the lease and its listener.</summary>
internal static class LeaseServices
{
    /// <summary>Largest message of an edge: a witness' message and what is around it.</summary>
    private const int MaxEdgeMessageBytes = MessageLimits.MaxMessageBytes + 1024;

    private const int MaxPeerMessageBytes = 1024;

    public static void AddEdgeGuardLeases(this IServiceCollection services)
    {
        services.AddSingleton<ILeaseClock, BootTimeClock>();
        services.AddSingleton<LeaseAuthority>();
        services.AddSingleton<ScimWatch>();
        services.AddSingleton<WitnessReader>();
        services.AddSingleton<StateExport>();

        services.AddSingleton<LeaseTime>();
        services.AddSingleton<LeaseAlarms>();
        services.AddSingleton<LeaseAddress>();
        services.AddSingleton<TermsInForce>();
        services.AddSingleton<LeaseStore>();
        services.AddSingleton<LeaseMetrics>();
        services.AddSingleton<EdgeCallers>();
        services.AddSingleton<EdgeStreams>();
        services.AddSingleton<Fleet>();
        services.AddSingleton<LogReads>();
        services.AddSingleton<FenceWaits>();
        services.AddSingleton<ScimCalls>();
        services.AddSingleton<FenceRunner>();
        services.AddSingleton<IFencing>(provider => provider.GetRequiredService<LeaseFencing>());

        AddLoop<EntryPush>(services);
        AddLoop<LossResolution>(services);
        AddLoop<LeaseFencing>(services);
        AddLoop<LeaseReports>(services);
        AddLoop<LeaseSweep>(services);
        AddLoop<LeaseTicks>(services);
        AddLoop<LeaseGauges>(services);
        services.AddHostedService<StreamsStop>();

        services.AddGrpc()
            .AddServiceOptions<LeaseRpc>(grpc =>
            {
                grpc.MaxReceiveMessageSize = MaxEdgeMessageBytes;
                grpc.MaxSendMessageSize = null; // What the log holds has its own limit.
            })
            .AddServiceOptions<FenceRpc>(grpc => grpc.MaxReceiveMessageSize = MaxPeerMessageBytes);
    }

    /// <summary>The lease listener's own pipeline: the gate, then the services. Nothing else answers there, and they nowhere else.</summary>
    public static void UseLeaseListener(this WebApplication app) =>
        app.MapWhen(
            static context => Listener.Of(context) == Listener.Lease,
            static lease =>
            {
                lease.UseMiddleware<LeaseGate>();
                lease.UseRouting();
                lease.UseEndpoints(static endpoints =>
                {
                    endpoints.MapGrpcService<LeaseRpc>();
                    endpoints.MapGrpcService<FenceRpc>();
                });
            });

    private static void AddLoop<T>(IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
