using System.Threading.Channels;

namespace EdgeGuard.Sync.Following;

/// <summary>Messages on their way to the loop from one side, in order, bounded by number and bytes. Any thread may post; one takes.</summary>
/// <remarks>
/// When it is full the newest is dropped: what is already there has no gap, and the gap after it is fetched, which is the cheaper way to
/// get many entries. Waiting instead would grow the poster's own queue without bound.
/// </remarks>
internal sealed class MessageLane(bool fromRedis)
{
    private const int Capacity = 4096;

    /// <summary>More than four of the largest entries.</summary>
    private const long MaxBytes = 80L * 1024 * 1024;

    private readonly Channel<ReadOnlyMemory<byte>> _messages = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private long _bytes;

    /// <summary>Posts a message; false when there is no room.</summary>
    public bool TryPost(ReadOnlyMemory<byte> bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes.Length) <= MaxBytes && _messages.Writer.TryWrite(bytes))
            return true;
        Interlocked.Add(ref _bytes, -bytes.Length);
        return false;
    }

    /// <summary>Takes the oldest.</summary>
    public bool TryTake(out InboxMessage message)
    {
        var found = _messages.Reader.TryRead(out var bytes);
        Interlocked.Add(ref _bytes, -bytes.Length);
        message = new InboxMessage(bytes, fromRedis);
        return found;
    }
}
