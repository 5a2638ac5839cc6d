namespace EdgeGuard.Sync;

/// <summary>
/// Waits between attempts of a background loop: doubling from 50 ms to 1 s, each cut by up to half at random, so that many processes
/// do not come back in step and none comes back later than the two seconds in which the log must flow again. One thread at a time.
/// </summary>
internal sealed class Backoff(TimeProvider time, Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private TimeSpan _next = First;

    /// <summary>The next wait; each is longer than the one before.</summary>
    public TimeSpan Next()
    {
        var delay = _next * (1 - random.NextDouble() / 2);
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return delay;
    }

    public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Next(), time, cancellationToken);

    /// <summary>An attempt succeeded.</summary>
    public void Reset() => _next = First;
}
