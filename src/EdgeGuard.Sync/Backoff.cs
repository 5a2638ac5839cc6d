namespace EdgeGuard.Sync;

/// <summary>
/// Waits between attempts of a background loop: doubling from a first to a longest, each cut by up to half at random, so that many
/// processes do not come back in step. One thread at a time.
/// </summary>
internal sealed class Backoff(TimeProvider time, Random random, TimeSpan first, TimeSpan longest)
{
    private readonly TimeSpan _first = first;
    private readonly TimeSpan _longest = longest;
    private TimeSpan _next = first;

    /// <summary>From 50 ms to 1 s: none comes back later than the two seconds in which the log must flow again.</summary>
    public Backoff(TimeProvider time, Random random)
        : this(time, random, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1))
    {
    }

    /// <summary>The next wait; of a range twice as far as the one before, up to the longest.</summary>
    public TimeSpan Next()
    {
        var delay = _next * (1 - random.NextDouble() / 2);
        _next = _next * 2 < _longest ? _next * 2 : _longest;
        return delay;
    }

    public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Next(), time, cancellationToken);

    /// <summary>An attempt succeeded.</summary>
    public void Reset() => _next = _first;
}
