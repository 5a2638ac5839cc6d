using Grpc.Core;

namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>Ends a call whose other side says nothing for too long, without limiting how long the whole of it takes. One thread at a time.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly CancellationToken _caller;
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _stalled;
    private readonly CancellationTokenSource _either;

    public StallGuard(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        (_limit, _caller) = (limit, caller);
        _stalled = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_stalled.Token, caller);
    }

    /// <summary>For the call.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Waits for the next message.</summary>
    /// <exception cref="TimeoutException">None came in time.</exception>
    /// <exception cref="IOException">The other side has cancelled the call.</exception>
    public async Task<bool> MoveNextAsync<T>(IAsyncStreamReader<T> messages)
    {
        _stalled.CancelAfter(_limit);
        try
        {
            return await messages.MoveNext(Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (_stalled.IsCancellationRequested && !_caller.IsCancellationRequested)
        {
            throw new TimeoutException($"The scim said nothing for {_limit.TotalSeconds} s.", e);
        }
        catch (OperationCanceledException e) when (!_caller.IsCancellationRequested)
        {
            throw new IOException("The scim has cancelled the call.", e);
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _stalled.Dispose();
    }
}
