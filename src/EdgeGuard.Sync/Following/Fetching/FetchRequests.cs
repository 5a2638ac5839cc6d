namespace EdgeGuard.Sync.Following.Fetching;

/// <summary>
/// What the fetcher is to do: the loop's present need, and whether Redis should be looked at for anything newer, because messages may
/// have been missed. Any thread may set it; the fetcher alone waits.
/// </summary>
internal sealed class FetchRequests
{
    private readonly WakeSignal _wake = new();
    private readonly Lock _gate = new();
    private FetchNeed _need;
    private bool _look;

    public FetchNeed Need
    {
        get
        {
            lock (_gate)
                return _need;
        }
    }

    /// <summary>Says what is lacking from now on.</summary>
    public void Set(FetchNeed need)
    {
        lock (_gate)
        {
            if (_need == need)
                return;
            _need = need;
        }

        _wake.Set();
    }

    /// <summary>Messages of Redis may have been missed.</summary>
    public void Look()
    {
        Volatile.Write(ref _look, true);
        _wake.Set();
    }

    /// <summary>True once after a <see cref="Look"/>.</summary>
    public bool TakeLook() => Interlocked.Exchange(ref _look, false);

    /// <summary>Waits until something is to be done.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (Need.Kind == FetchNeedKind.Nothing && !Volatile.Read(ref _look))
            await _wake.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until something of another kind or epoch is lacking than <paramref name="tried"/>, or nothing is any more.</summary>
    public async Task WaitForOtherAsync(FetchNeed tried, CancellationToken cancellationToken)
    {
        while (Need is var need && need.Kind == tried.Kind && need.Epoch == tried.Epoch)
            await _wake.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits before <paramref name="tried"/> is tried again, but no longer than it is still what is lacking.</summary>
    public async Task WaitAfterAsync(FetchNeed tried, TimeSpan pause, TimeProvider time, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(pause, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            while (Need == tried)
                await _wake.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The pause is over.
        }
    }
}
