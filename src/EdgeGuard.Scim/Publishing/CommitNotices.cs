using EdgeGuard.Scim.Storage;
using EdgeGuard.Sync.Publishing;

namespace EdgeGuard.Scim.Publishing;

/// <summary>Tells the publisher of each commit, from before the server listens.</summary>
internal sealed class CommitNotices(CommitSignal signal, LogPublisher publisher) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        signal.Subscribe(entries => publisher.Notify(entries[^1].Head.Version));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
