using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// Messages on their way from the Redis client to the follower's loop, in order, and what else wakes the loop. Any thread may post;
/// one takes.
/// </summary>
internal sealed class MessageInbox
{
    private const int Capacity = 4096;

    // The newest is dropped when the loop is far behind: what is already there has no gap, and the gap after it is fetched from the
    // tail, which is the cheaper way to get many entries. Waiting instead would grow the client's own queue without bound.
    private readonly Channel<byte[]> _channel = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private bool _missed;

    /// <summary>Posts one message.</summary>
    public void Post(byte[] message)
    {
        if (!_channel.Writer.TryWrite(message))
            Volatile.Write(ref _missed, true);
    }

    /// <summary>Messages may have been missed: the loop should look at the tail.</summary>
    public void PostMissed()
    {
        Volatile.Write(ref _missed, true);
        Wake();
    }

    /// <summary>Wakes the loop, to look at the clock.</summary>
    public void Wake() => _channel.Writer.TryWrite([]);

    /// <summary>Waits until there is something to take.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _channel.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Takes the next message; an empty one is a mere wake-up.</summary>
    public bool TryTake([NotNullWhen(true)] out byte[]? message) => _channel.Reader.TryRead(out message);

    /// <summary>True once after messages may have been missed.</summary>
    public bool TakeMissed() => Interlocked.Exchange(ref _missed, false);
}
