using EdgeGuard.Scim.Leases.Fencing;

namespace EdgeGuard.Scim.Leases.Streams;

/// <summary>
/// Ends the lease streams when the host stops, before the server waits for its calls to end; but lets fences under way finish first, for a
/// moment: once no edge can report they would take their full time, and are given up.
/// </summary>
internal sealed class StreamsStop(EdgeStreams streams, LeaseFencing fencing) : IHostedLifecycleService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await fencing.WhenIdleAsync().WaitAsync(LongestWait, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        streams.Stop();
        fencing.GiveUp();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
