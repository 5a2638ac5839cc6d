using System.Collections.Concurrent;
using EdgeGuard.Internal.V1;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;
using Grpc.Core;

namespace EdgeGuard.Scim.Leases.Streams;

/// <summary>The open lease streams. Thread-safe.</summary>
internal sealed class EdgeStreams(LeaseTime time)
{
    private readonly ConcurrentDictionary<LinkId, EdgeStream> _streams = new();
    private long _lastLink;
    private long _round;

    /// <summary>Counts the ticks, as far as Asks wait for them.</summary>
    public long Round => Interlocked.Read(ref _round);

    public IEnumerable<EdgeStream> All => _streams.Values;

    /// <summary>Takes a new stream; an older one of the same process is over, whether or not that has been noticed.</summary>
    /// <returns>Null when the incarnation is that of another edge's stream.</returns>
    public EdgeStream? Open(Incarnation incarnation, string name, EdgeCaller caller)
    {
        foreach (var older in Of(incarnation))
        {
            if (older.Caller.Edge != caller.Edge)
                return null;
            older.End(StatusCode.Aborted);
        }

        var stream = new EdgeStream(new LinkId(Interlocked.Increment(ref _lastLink)), incarnation, name, caller, time.Now);
        _streams[stream.Link] = stream;
        return stream;
    }

    public void Close(EdgeStream stream)
    {
        _streams.TryRemove(stream.Link, out _);
        stream.Dispose();
    }

    /// <summary>The streams of one process.</summary>
    public IEnumerable<EdgeStream> Of(Incarnation incarnation) => _streams.Values.Where(stream => stream.Incarnation == incarnation);

    /// <summary>A tick has taken the Asks that waited.</summary>
    public void NextRound() => Interlocked.Increment(ref _round);

    public void Send(IReadOnlyList<AddressedGrant> grants)
    {
        foreach (var (link, grant) in grants)
        {
            if (_streams.TryGetValue(link, out var stream))
                stream.Send(new ScimMessage { Grant = new Grant { Number = grant.Number, Head = WirePositions.Write(grant.Head), LengthNanoseconds = grant.Length } });
        }
    }

    /// <summary>Sends an entry to all, or to those only that want every one.</summary>
    public void Send(Entry entry, bool toAll)
    {
        ScimMessage? message = null;
        foreach (var (_, stream) in _streams)
        {
            if (toAll || stream.FollowsAll)
                stream.Send(message ??= new ScimMessage { Entry = entry });
        }
    }
}
