using EdgeGuard.Sync.Following.Fetching;
using EdgeGuard.Sync.Redis;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Following.Listening;

/// <summary>
/// Keeps the subscription to the channel of entries and beats, and puts what it brings into the inbox. Three missing beats make it
/// suspect, and it is made anew; while none comes at all, after pauses that grow to 15 s. Whatever comes meanwhile is taken at once.
/// One loop.
/// </summary>
internal sealed partial class RedisSubscription(
    RedisLink link, FollowerInbox inbox, FetchRequests requests, SnapshotHolder holder, RedisReach reach, TimeProvider time, Random random,
    ILogger<RedisSubscription> logger)
{
    /// <summary>How often a publisher beats at the least (<see cref="Publishing.PublisherOptions.BeatEvery"/>).</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan SilenceLimit = 3 * Beat;

    /// <summary>What a silent subscription may be silent for beyond the limit, from the second in a row on: with it at most 15 s.</summary>
    private static readonly TimeSpan FirstPatience = SilenceLimit;
    private static readonly TimeSpan LongestPatience = 4 * SilenceLimit;

    private static readonly TimeSpan LookEvery = Beat / 4;

    private readonly Backoff _backoff = new(time, random);
    private readonly Backoff _patience = new(time, random, FirstPatience, LongestPatience);

    /// <summary>Subscribes until <paramref name="cancellationToken"/>.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        link.Restored = requests.Look;

        // By a timer of its own: making a subscription may take as long as it likes.
        using var timer = time.CreateTimer(_ => reach.Tend(), state: null, LookEvery, LookEvery);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await KeepAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Note(e);
                await _backoff.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Note(Exception failure)
    {
        try
        {
            reach.Failed(failure);

            // A server that is merely away fails at once; a time-out says that the link swallows what is sent.
            if (failure is TimeoutException)
                link.Renew();
        }
        catch (Exception e)
        {
            // Subscribing goes on, whatever becomes of the connection that is given up.
            Log.Failed(logger, e);
        }
    }

    /// <summary>Keeps one subscription until it is silent.</summary>
    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        var connection = await link.GetAsync(cancellationToken).ConfigureAwait(false);
        reach.TakeCondemned();
        var queue = await connection.GetSubscriber().SubscribeAsync(link.Names.Changes).ConfigureAwait(false);
        try
        {
            queue.OnMessage(message =>
            {
                if ((byte[]?)message.Message is { } bytes)
                    inbox.PostHeard(bytes);
            });

            // What was published before this moment is in the tail.
            requests.Look();
            _backoff.Reset();
            await WaitForSilenceAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await queue.UnsubscribeAsync(StackExchange.Redis.CommandFlags.FireAndForget).ConfigureAwait(false);
        }
    }

    private async Task WaitForSilenceAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        var subscribed = time.GetTimestamp();
        var limit = reach.IsToldSilent ? SilenceLimit + _patience.Next() : SilenceLimit;
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            if (reach.TakeCondemned() is { } timeout)
                throw new TimeoutException(timeout.Message, timeout);

            var silent = reach.SilentFor;
            var here = time.GetElapsedTime(subscribed);
            if (silent < here)
            {
                // Something has come by this subscription.
                _patience.Reset();
                limit = SilenceLimit;
            }

            if ((silent < here ? silent : here) <= limit)
                continue;
            reach.FellSilent(holder.Applied?.Version ?? 0);
            return;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.FollowerFailed, LogLevel.Error, "The follower failed where nothing should: retrying.", EventName = "FollowerFailed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
