using EdgeGuard.Edge.Decisions;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Configuration;

/// <summary>Says once, when the host has started, where it listens.</summary>
internal sealed partial class ListeningLog(BoundListeners bound, IOptions<EdgeOptions> options, ILogger<ListeningLog> logger) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var decisions = options.Value.Decisions;
        Log.Listening(logger, bound.Proxy(), bound.ProxyHttp2(), bound.Decisions(), decisions.UnixSocket, bound.Health());
        if (IsClosed(decisions))
            Log.DecisionsClosed(logger);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsClosed(DecisionsOptions decisions) => decisions is { CallerKey.Length: 0, AllowAnonymousLoopback: false };
}
