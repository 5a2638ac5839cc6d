using System.Threading.Channels;

namespace EdgeGuard.Scim.Leases;

/// <summary>
/// Wakes one loop: when it is rung, or at the instant until which the loop waits. However often it is rung before the loop looks, one
/// wake-up follows, and none is lost. Ringing never blocks and is safe from any thread; one waits at a time.
/// </summary>
internal sealed class LeaseAlarm : IDisposable
{
    // One place: what does not fit is dropped, because the one that is there has not been read yet.
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly LeaseTime _time;
    private readonly ITimer _timer;

    public LeaseAlarm(LeaseTime time)
    {
        _time = time;
        _timer = LeaseTime.CreateTimer(Ring);
    }

    public void Ring() => _rung.Writer.TryWrite(true);

    /// <summary>Waits for a ring, at most until <paramref name="instant"/>. May wake early: the caller looks at its clock.</summary>
    public async Task WaitAsync(long instant, CancellationToken cancellationToken)
    {
        _timer.Change(_time.Until(instant), Timeout.InfiniteTimeSpan);
        await _rung.Reader.ReadAsync(cancellationToken);
    }

    public void Dispose() => _timer.Dispose();
}
