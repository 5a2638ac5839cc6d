using System.Threading.Channels;
using EdgeGuard.Internal.V1;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using Grpc.Core;

namespace EdgeGuard.Scim.Leases.Streams;

/// <summary>
/// One open lease stream: who is at its other end, and what waits to be sent there. An edge that takes nothing is disconnected, never
/// waited for: it comes back and fetches what it lacks. Thread-safe.
/// </summary>
internal sealed class EdgeStream(LinkId link, Incarnation incarnation, string name, EdgeCaller caller, long openedAt) : IDisposable
{
    /// <summary>Messages that wait at most: about a second of the fastest import that an edge follows.</summary>
    public const int MaxWaiting = 4096;

    /// <summary>Asks that wait for one tick at most: an edge sends five in a lease, and more only when it loads a state.</summary>
    public const int MaxAsks = 16;

    // Full means a slow edge; the writer never waits.
    private readonly Channel<ScimMessage> _outgoing =
        Channel.CreateBounded<ScimMessage>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly CancellationTokenSource _ended = new();
    private Said _said = new(default);
    private long _round;
    private int _asks;

    public LinkId Link { get; } = link;

    public Incarnation Incarnation { get; } = incarnation;

    /// <summary>What the edge calls itself: for people.</summary>
    public string Name { get; } = name;

    public EdgeCaller Caller { get; } = caller;

    /// <summary>On the lease clock.</summary>
    public long OpenedAt { get; } = openedAt;

    /// <summary>The edge wants every entry, not only the fenced ones.</summary>
    public bool FollowsAll { get; set; }

    /// <summary>Why scim ended it; OK while it did not.</summary>
    public StatusCode EndedFor { get; private set; }

    public CancellationToken Ended => _ended.Token;

    public ChannelReader<ScimMessage> Outgoing => _outgoing.Reader;

    /// <summary>What the edge last said it has applied.</summary>
    public LogHead Applied
    {
        get => Volatile.Read(ref _said).Applied;
        set => Volatile.Write(ref _said, new Said(value));
    }

    public void Send(ScimMessage message)
    {
        if (!_outgoing.Writer.TryWrite(message))
            End(StatusCode.ResourceExhausted);
    }

    public void End(StatusCode reason)
    {
        if (EndedFor == StatusCode.OK)
            EndedFor = reason;
        try
        {
            _ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    public void Dispose() => _ended.Dispose();

    /// <summary>True when another Ask may wait for the tick after <paramref name="round"/>. One thread at a time.</summary>
    public bool TryAsk(long round)
    {
        if (_round != round)
            (_round, _asks) = (round, 0);
        return ++_asks <= MaxAsks;
    }

    private sealed record Said(LogHead Applied);
}
