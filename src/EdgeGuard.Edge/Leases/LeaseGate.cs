using EdgeGuard.Edge.Sessions;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases;

namespace EdgeGuard.Edge.Leases;

/// <summary>
/// Whether bytes of guarded requests may pass now, and where they wait while they may not (FENCE section 2 step 5). Thread-safe. While a
/// lease runs, a look costs a reading of the lease clock and a volatile read; all who wait share one signal.
/// </summary>
internal sealed class LeaseGate(SnapshotState state, ILeaseClock clock)
{
    private TaskCompletionSource _opened = NewSignal();
    private int _held;

    /// <summary>True when a lease runs. The clock is read before the view.</summary>
    public bool IsOpen
    {
        get
        {
            var instant = clock.Now;
            return state.View.IsRunningAt(instant);
        }
    }

    /// <summary>Requests of which at least one direction waits; for figures and for <see cref="Open"/>.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>True when the next bytes of <paramref name="request"/> may pass at once.</summary>
    public bool LetsPass(OpenRequest request) => IsOpen && !request.IsCut;

    /// <summary>Waits until a lease runs.</summary>
    /// <exception cref="OperationCanceledException">The request was cut, or has ended, or <paramref name="cancellationToken"/> is cancelled.</exception>
    public async ValueTask PassAsync(OpenRequest request, CancellationToken cancellationToken)
    {
        if (!LetsPass(request))
        {
            request.ThrowIfCut();
            await WaitAsync(request, cancellationToken);
            request.ThrowIfCut();
        }
    }

    /// <summary>Lets everyone look again. Called when a lease runs; costs nothing while nobody waits.</summary>
    public void Open()
    {
        // Who begins to wait after this look has counted itself first, and sees the lease when it looks.
        if (Held > 0)
            Interlocked.Exchange(ref _opened, NewSignal()).TrySetResult();
    }

    private async Task WaitAsync(OpenRequest request, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, cancellationToken);
        if (request.BeginHold())
            Interlocked.Increment(ref _held);
        try
        {
            while (true)
            {
                // Taken before the look, so that an opening between the two is not missed.
                var opened = Volatile.Read(ref _opened).Task;
                if (IsOpen)
                    return;
                await opened.WaitAsync(either.Token);
            }
        }
        finally
        {
            if (request.EndHold())
                Interlocked.Decrement(ref _held);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
