using EdgeGuard.Sync.Publishing;
using Microsoft.Extensions.Hosting;

namespace EdgeGuard.Sync.Hosting;

/// <summary>Runs the publisher for the life of the host.</summary>
internal sealed class PublisherService(LogPublisher publisher) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => publisher.RunAsync(stoppingToken);
}
