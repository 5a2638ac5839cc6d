using EdgeGuard.Scim.Leases;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Sync.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Scim.Tests.Leases;

/// <summary>A scim with leases of half a second, and what tests ask of it.</summary>
internal static class LeaseServer
{
    public const string PeerKey = "egpeer_0123456789012345678901234567890123456789012";

    public static readonly TimeSpan Length = TimeSpan.FromSeconds(0.5);

    /// <summary>W.</summary>
    public static readonly TimeSpan Wait = Length * 1.25;

    public static readonly (string Key, string? Value)[] Settings = [("Lease:MaxStaleness", "00:00:00.5"), ("Lease:AllowShort", "true"), ("Lease:PeerKey", PeerKey)];

    public static Task<ScimServer> StartAsync(TestFolder? folder = null, params (string Key, string? Value)[] settings) =>
        ScimServer.StartAsync(folder, [.. Settings, .. settings]);

    public static IFencing Fencing(this ScimServer server) => server.Services.GetRequiredService<IFencing>();

    /// <summary>Fences where the log ends.</summary>
    public static Task<bool> FenceAsync(this IFencing fencing, LogHead head, CancellationToken cancellationToken) =>
        fencing.FenceAsync(head, head.Version, cancellationToken);

    public static Task<LogHead> HeadAsync(this ScimServer server) => server.Store.ReadAsync(read => read.Head(), TestContext.Current.CancellationToken);

    /// <summary>Fences where the log ends, so that nothing of the start is left over.</summary>
    public static async Task SettledAsync(this ScimServer server) =>
        (await server.Fencing().FenceAsync(await server.HeadAsync(), TestContext.Current.CancellationToken)).ShouldBeTrue();

    /// <summary>Commits an entry with the fence flag, past the API, and gives where the log ends with it.</summary>
    public static async Task<LogHead> RevokeAsync(this ScimServer server)
    {
        var written = await server.Store.WriteAsync(
            transaction =>
            {
                var tenant = $"tenant-{Guid.NewGuid():N}";
                transaction.Catalog.PutTenant(tenant, suspended: false);
                transaction.Catalog.PutTenant(tenant, suspended: true);
                return true;
            },
            TestContext.Current.CancellationToken);
        return written.Head;
    }
}
