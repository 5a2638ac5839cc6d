using EdgeGuard.Sync.Following.Listening;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Following.Fetching;

/// <summary>
/// Fetches from the feeds what the loop lacks, beside it, so that nothing that a feed does can delay an entry that is pushed. Redis is
/// asked first while it is heard. One loop.
/// </summary>
internal sealed partial class Fetcher(
    FetchRequests requests,
    FeedReader reader,
    FeedRace race,
    FetchFailures failures,
    SnapshotHolder holder,
    RedisReach reach,
    TimeProvider time,
    Random random,
    ILogger<Fetcher> logger)
{
    private readonly Backoff _backoff = new(time, random);

    /// <summary>After distrust each attempt may load a whole state in vain.</summary>
    private readonly Backoff _distrusted = new(time, random, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(10));
    private readonly Patience _forEntries = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1));
    private readonly Patience _forStates = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(8));

    /// <summary>The feeds in their order: Redis, then others. Set before <see cref="RunAsync"/>.</summary>
    public IReadOnlyList<ILogFeed> Feeds { get; set; } = [];

    /// <summary>Local copies, asked first of all. Set before <see cref="RunAsync"/>.</summary>
    public IReadOnlyList<ILogFeed> Copies { get; set; } = [];

    /// <summary>Fetches until <paramref name="cancellationToken"/>.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await requests.WaitAsync(cancellationToken).ConfigureAwait(false);
                var need = requests.Need;
                var backoff = need.Least > 0 ? _distrusted : _backoff;
                if (await FetchWhileLackingAsync(need, cancellationToken).ConfigureAwait(false))
                    backoff.Reset();
                else
                    await requests.WaitAfterAsync(need, backoff.Next(), time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.Failed(logger, e);
                await _backoff.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>
    /// Tries once, but gives it up when something else is lacking: a look at a Redis that does not answer, above all, must not delay what
    /// a scim has.
    /// </summary>
    private async Task<bool> FetchWhileLackingAsync(FetchNeed need, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var fetching = FetchAsync(need, ending.Token);
        var other = requests.WaitForOtherAsync(need, ending.Token);
        await Task.WhenAny(fetching, other).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        await other.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            return await fetching.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return true;
        }
    }

    /// <summary>Tries once.</summary>
    /// <returns>False when it is to be tried again after a pause.</returns>
    private async Task<bool> FetchAsync(FetchNeed need, CancellationToken cancellationToken)
    {
        var feeds = reach.IsSilent ? [.. Feeds.Skip(1), .. Feeds.Take(1)] : Feeds;
        switch (need.Kind)
        {
            case FetchNeedKind.State:
                var places = holder.Applied is null ? [.. Copies, .. feeds] : feeds;
                return await RaceForStateAsync(places, need, cancellationToken).ConfigureAwait(false);
            case FetchNeedKind.Entries:
                if (await RaceForEntriesAsync(feeds, need, cancellationToken).ConfigureAwait(false))
                    return true;

                // Nobody has the next one (any more). Redis answers that in a moment; a scim sends all of its state, so it is only asked
                // for what it has for certain.
                return await RaceForStateAsync(need.IsProven ? feeds : [.. Feeds.Take(1)], need, cancellationToken).ConfigureAwait(false);
            default:
                // Without a state the loop is about to ask for one; the look is due after it.
                return holder.Applied is { } at && (!requests.TakeLook() || await LookAsync(at, cancellationToken).ConfigureAwait(false));
        }
    }

    private Task<bool> RaceForEntriesAsync(IReadOnlyList<ILogFeed> feeds, FetchNeed need, CancellationToken cancellationToken) => race.RunAsync(
        feeds,
        (feed, token) => FeedReader.ReadEntriesAsync(feed, need.Epoch.GetValueOrDefault(), need.After, token),
        () => requests.Need == need,
        _forEntries,
        cancellationToken);

    private Task<bool> RaceForStateAsync(IReadOnlyList<ILogFeed> feeds, FetchNeed need, CancellationToken cancellationToken) => race.RunAsync(
        feeds,
        (feed, token) => reader.ReadStateAsync(feed, need, token),
        () => requests.Need == need,
        _forStates,
        cancellationToken);

    /// <summary>Looks whether Redis has anything later than the current state. Nobody has said so, so no other feed is asked.</summary>
    private async Task<bool> LookAsync(AppliedPosition at, CancellationToken cancellationToken)
    {
        var redis = Feeds.Take(1).ToArray();
        var need = new FetchNeed(FetchNeedKind.State, Epoch: null, at.Version) { Current = at.Epoch };
        var isOver = false;
        try
        {
            var isNewer = await race.RunAsync(
                redis,
                async (feed, token) =>
                    await FeedReader.ReadEntriesAsync(feed, at.Epoch, at.Version, token).ConfigureAwait(false)
                    ?? await reader.ReadStateAsync(feed, need, token).ConfigureAwait(false),
                () => true,
                _forEntries,
                cancellationToken).ConfigureAwait(false);
            var hasAnswered = !redis.Any(failures.Has);
            isOver = hasAnswered && !isNewer;
            return hasAnswered;
        }
        finally
        {
            // There may be more; and who did not answer is asked again.
            if (!isOver)
                requests.Look();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.FollowerFailed, LogLevel.Error, "The follower failed where nothing should: retrying.", EventName = "FollowerFailed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
