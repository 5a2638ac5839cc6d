using EdgeGuard.Sync.LeaseStreams;
using Microsoft.Extensions.Hosting;

namespace EdgeGuard.Sync.Hosting;

/// <summary>
/// Runs the lease client for the life of the host. Hosts stop their services in the reverse order of their registration, the web server
/// first of all: so requests are drained when this one is stopped, and the lease is given back.
/// </summary>
internal sealed class LeaseService(LeaseClient client) : BackgroundService
{
    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Also when the time for stopping is used up: this one wait is short, and without it a fence waits for this edge's lease to end.
        await client.LeaveAsync().ConfigureAwait(false);
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => client.RunAsync(stoppingToken);
}
