using System.Collections.Concurrent;
using EdgeGuard.Internal.V1;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;
using Grpc.Core;

namespace EdgeGuard.Scim.Leases.Streams;

/// <summary>The open lease streams. Thread-safe.</summary>
internal sealed class EdgeStreams(LeaseTime time) : IDisposable
{
    private readonly ConcurrentDictionary<LinkId, EdgeStream> _streams = new();
    private readonly Dictionary<Incarnation, EdgeStream> _newest = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private long _lastLink;
    private long _round;

    /// <summary>Counts the ticks, as far as Asks wait for them.</summary>
    public long Round => Interlocked.Read(ref _round);

    /// <summary>Cancelled when the host stops: streams end, and none begins.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public IEnumerable<EdgeStream> All => _streams.Select(pair => pair.Value);

    /// <summary>Takes a new stream; an older one of the same process is over, whether or not that has been noticed.</summary>
    /// <returns>Null when the incarnation is that of another edge's stream.</returns>
    public EdgeStream? Open(Incarnation incarnation, string name, EdgeCaller caller)
    {
        lock (_gate)
        {
            if (_newest.TryGetValue(incarnation, out var older))
            {
                if (older.Caller.Edge != caller.Edge)
                    return null;
                older.End(StatusCode.Aborted);
            }

            var stream = new EdgeStream(new LinkId(++_lastLink), incarnation, name, caller, time.Now);
            _newest[incarnation] = stream;
            _streams[stream.Link] = stream;
            return stream;
        }
    }

    public void Close(EdgeStream stream)
    {
        lock (_gate)
        {
            _streams.TryRemove(stream.Link, out _);
            if (_newest.GetValueOrDefault(stream.Incarnation) == stream)
                _newest.Remove(stream.Incarnation);
            stream.Dispose();
        }
    }

    /// <summary>The stream of one process; null for none.</summary>
    public EdgeStream? Find(Incarnation incarnation)
    {
        lock (_gate)
            return _newest.GetValueOrDefault(incarnation);
    }

    public void Stop() => _stopping.Cancel();

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

    public void Dispose() => _stopping.Dispose();
}
