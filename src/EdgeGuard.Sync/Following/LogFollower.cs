using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following.Fetching;
using EdgeGuard.Sync.Following.Listening;

namespace EdgeGuard.Sync.Following;

/// <summary>Keeps a <see cref="SnapshotState"/> at the head of the log. Runs until it is stopped.</summary>
/// <remarks>
/// Three loops: <see cref="RedisSubscription"/> listens, <see cref="Fetcher"/> fetches what is missing from whoever has it, and
/// <see cref="FollowerLoop"/>, which waits for neither, applies what arrives. An entry is applied only if it is authentic, of the
/// followed epoch, the next version, admitted by the state, and leads to the digest that it names. Older ones are ignored, later ones
/// kept until those between have come. Until what is missing is there, the last good state stays; its lease decides for how long.
/// </remarks>
public sealed class LogFollower : IFollowerInput
{
    private readonly FollowerLoop _loop;
    private readonly RedisSubscription _subscription;
    private readonly Fetcher _fetcher;
    private readonly FollowerInbox _inbox;
    private readonly Witnesses _witnesses;
    private readonly SnapshotHolder _holder;
    private readonly RedisReach _reach;
    private readonly ILogFeed _redis;

    internal LogFollower(
        FollowerLoop loop, RedisSubscription subscription, Fetcher fetcher, FollowerInbox inbox, Witnesses witnesses, SnapshotHolder holder,
        RedisReach reach, ILogFeed redis)
    {
        _loop = loop;
        _subscription = subscription;
        _fetcher = fetcher;
        _inbox = inbox;
        _witnesses = witnesses;
        _holder = holder;
        _reach = reach;
        _redis = redis;
        fetcher.Feeds = [redis];
    }

    /// <summary>How far this process is; null until the first snapshot is there. Read by any thread.</summary>
    public AppliedPosition? Applied => _holder.Applied;

    /// <summary>Follows until <paramref name="cancellationToken"/>.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        _loop.RunAsync(cancellationToken), _subscription.RunAsync(cancellationToken), _fetcher.RunAsync(cancellationToken));

    /// <summary>Joins the follower to the scims, before <see cref="RunAsync"/>: by no dependency, for they depend on it.</summary>
    /// <param name="signals">Who talks to them.</param>
    /// <param name="feeds">Asked after Redis, in this order; local copies before it.</param>
    internal void Join(IEnumerable<ILeaseSignals> signals, IEnumerable<ILogFeed> feeds)
    {
        _holder.Signals = [.. signals];
        _reach.Signals = _holder.Signals;
        var all = feeds.ToLookup(feed => feed.IsLocalCopy);
        _fetcher.Copies = [.. all[true]];
        _fetcher.Feeds = [_redis, .. all[false]];
    }

    /// <inheritdoc/>
    void IFollowerInput.Post(ReadOnlyMemory<byte> entry) => _inbox.PostPushed(entry);

    /// <inheritdoc/>
    void IFollowerInput.Require(LogHead head) => _inbox.Require(head);

    /// <inheritdoc/>
    ReadOnlyMemory<byte> IFollowerInput.WitnessOf(LogHead applied) => _witnesses.Find(applied);
}
