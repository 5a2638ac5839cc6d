using EdgeGuard.Sync.DiskCopies;
using Microsoft.Extensions.Hosting;

namespace EdgeGuard.Sync.Hosting;

/// <summary>Keeps the disk copy for the life of the host. Registered before the follower, so that it is stopped after it.</summary>
internal sealed class DiskCopyService(DiskCopyKeeper keeper) : BackgroundService
{
    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await keeper.FinishAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The time for stopping is used up; the last copy stays.
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => keeper.RunAsync(stoppingToken);
}
