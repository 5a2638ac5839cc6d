using System.Threading.Channels;

namespace EdgeGuard.Sync;

/// <summary>
/// Wakes one loop. However often it is set before the loop looks, one wake-up follows, and none is ever lost: the loop reads the
/// state that it works on after it was woken. Setting never blocks and is safe from any thread.
/// </summary>
internal sealed class WakeSignal
{
    // One place: what does not fit is dropped, because the one that is there has not been read yet.
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Set() => _channel.Writer.TryWrite(true);

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _channel.Reader.ReadAsync(cancellationToken);
}
