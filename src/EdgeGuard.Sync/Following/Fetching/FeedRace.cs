namespace EdgeGuard.Sync.Following.Fetching;

/// <summary>
/// Asks feeds in their order for the same thing, until one has brought the state forward. The next one is asked when the one before has
/// failed, when it has nothing (a moment later: what was just committed may still be on its way to it), or beside it when it takes
/// long. One race at a time.
/// </summary>
internal sealed class FeedRace(FollowerInbox inbox, FetchFailures failures, FollowerMetrics metrics, TimeProvider time)
{
    /// <summary>How long after the start a feed's "nothing" is taken for "not yet".</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMilliseconds(50);

    /// <summary>How long those who lost may take to end, so that a feed is read once at a time; who hangs is left behind.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs one race.</summary>
    /// <param name="feeds">In the order in which they are asked.</param>
    /// <param name="read">Reads one feed; null for nothing.</param>
    /// <param name="isNeeded">Whether it still makes sense to ask a further one.</param>
    /// <param name="patience">How long each may take alone.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>True when the state was brought forward, or nothing is needed any more.</returns>
    public async Task<bool> RunAsync(
        IReadOnlyList<ILogFeed> feeds,
        Func<ILogFeed, CancellationToken, Task<Delivery?>> read,
        Func<bool> isNeeded,
        Patience patience,
        CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<FeedAnswer>>();
        try
        {
            var started = time.GetTimestamp();
            var nextAt = TimeSpan.Zero;
            var asked = 0;
            var hurried = false;
            while (asked < feeds.Count || running.Count > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var wait = asked < feeds.Count ? nextAt - time.GetElapsedTime(started) : Timeout.InfiniteTimeSpan;
                if (asked < feeds.Count && wait <= TimeSpan.Zero)
                {
                    if (asked > 0 && !isNeeded())
                        return true;
                    hurried |= running.Count > 0;
                    running.Add(AskAsync(feeds[asked++], read, ending.Token));
                    nextAt = time.GetElapsedTime(started) + patience.Current;
                    continue;
                }

                var first = await Task.WhenAny([.. running, WaitAsync(wait, ending.Token)]).ConfigureAwait(false);
                if (first is not Task<FeedAnswer> answered || !running.Remove(answered))
                    continue;
                var (feed, delivery, failure) = await answered.ConfigureAwait(false);
                failures.Note(feed, failure);
                if (delivery is not null && await inbox.DeliverAsync(delivery, cancellationToken).ConfigureAwait(false))
                {
                    if (hurried && feed == feeds[0])
                        patience.WasTooShort();
                    else if (feed != feeds[0])
                        patience.WasRight();
                    return true;
                }

                if (running.Count == 0)
                    nextAt = failure is null && !feed.IsLocalCopy ? OnItsWay : TimeSpan.Zero;
            }

            return false;
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running.Cast<Task>()).WaitAsync(EndTimeout, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<FeedAnswer> AskAsync(
        ILogFeed feed, Func<ILogFeed, CancellationToken, Task<Delivery?>> read, CancellationToken cancellationToken)
    {
        metrics.CaughtUp(feed.Name);
        try
        {
            // Not on this thread: a feed may do much before it waits for the first time.
            return new FeedAnswer(feed, await Task.Run(() => read(feed, cancellationToken), cancellationToken).ConfigureAwait(false), Failure: null);
        }
        catch (Exception e)
        {
            return new FeedAnswer(feed, Delivery: null, e);
        }
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
