using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// Everything that reaches the follower's loop: messages from the subscription and from scims, what was fetched, heads that Grants
/// named, and mere wake-ups. Any thread may post; the loop alone takes. Posting never blocks.
/// </summary>
internal sealed class FollowerInbox
{
    private readonly WakeSignal _wake = new();
    private readonly MessageLane _pushed = new(fromRedis: false);
    private readonly MessageLane _heard = new(fromRedis: true);
    private Delivery? _delivery;
    private RequiredHead? _required;
    private bool _missed;

    /// <summary>The last head that a Grant named, the furthest of its epoch; null before the first.</summary>
    public LogHead? Required => Volatile.Read(ref _required)?.Head;

    /// <summary>Posts a message of the subscription.</summary>
    public void PostHeard(byte[] message) => Post(_heard, message);

    /// <summary>Posts an entry that a scim pushed. Those have a lane of their own: no flood on the channel keeps one from its place.</summary>
    public void PostPushed(ReadOnlyMemory<byte> entry) => Post(_pushed, entry);

    /// <summary>Notes what a Grant named.</summary>
    public void Require(LogHead head)
    {
        var next = new RequiredHead(head);
        while (true)
        {
            var last = Volatile.Read(ref _required);
            if (last?.Head.Epoch == head.Epoch && last.Head.Version >= head.Version)
                next = last;
            if (Interlocked.CompareExchange(ref _required, next, last) == last)
                break;
        }

        // Also when nothing is new: the Grant may have proved a reload admissible, or the state wrong.
        Wake();
    }

    /// <summary>Hands over what was fetched, one at a time.</summary>
    /// <returns>Whether it brought the state forward.</returns>
    public async Task<bool> DeliverAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _delivery, delivery);
        Wake();
        return await delivery.Taken.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Wakes the loop.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Waits until there may be something to take.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _wake.WaitAsync(cancellationToken);

    /// <summary>Takes the next message; those of scims first.</summary>
    public bool TryTake(out InboxMessage message) => _pushed.TryTake(out message) || _heard.TryTake(out message);

    /// <summary>Takes what was fetched.</summary>
    public Delivery? TakeDelivery() => Interlocked.Exchange(ref _delivery, null);

    /// <summary>True once after a message was dropped.</summary>
    public bool TakeMissed() => Interlocked.Exchange(ref _missed, false);

    private void Post(MessageLane lane, ReadOnlyMemory<byte> message)
    {
        if (!lane.TryPost(message))
            Volatile.Write(ref _missed, true);
        Wake();
    }

    private sealed record RequiredHead(LogHead Head);
}
