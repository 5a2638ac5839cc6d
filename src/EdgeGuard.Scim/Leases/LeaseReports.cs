using EdgeGuard.Scim.Leases.Fencing;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Scim.Leases;

/// <summary>Lets the waits look again when edges have reported or left: one look for as many as have come meanwhile.</summary>
internal sealed class LeaseReports(LeaseAuthority authority, LeaseAlarms alarms, FenceWaits waits) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await alarms.Reports.WaitAsync(long.MaxValue, stoppingToken);
                authority.Advance();
                waits.RingAll();
                if (authority.Loss is not null)
                    alarms.Loss.Ring();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }
}
