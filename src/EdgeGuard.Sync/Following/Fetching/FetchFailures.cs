using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace EdgeGuard.Sync.Following.Fetching;

/// <summary>Counts feeds' failures, and tells them once until the feed answers again. One thread at a time.</summary>
internal sealed partial class FetchFailures(FollowerMetrics metrics, ILogger<FetchFailures> logger)
{
    private readonly HashSet<string> _failing = [];

    /// <summary>Notes how a reading ended; one that was merely called off does not count.</summary>
    public void Note(ILogFeed feed, Exception? failure)
    {
        if (failure is OperationCanceledException)
            return;
        if (failure is null)
        {
            if (_failing.Remove(feed.Name))
                Log.Resumed(logger, feed.Name);
            return;
        }

        metrics.Failed(feed.Name);
        if (_failing.Add(feed.Name))
            Log.Failed(logger, feed.Name, failure.Message, failure is RedisException or TimeoutException ? null : failure);
    }

    /// <summary>True when the last reading of a feed failed.</summary>
    public bool Has(ILogFeed feed) => _failing.Contains(feed.Name);

    private static partial class Log
    {
        [LoggerMessage(EventIds.FetchFailed, LogLevel.Warning, "The log cannot be read from {Source}: {Reason} The last good state stays; retrying, and asking others if there are any. Told once.", EventName = "FetchFailed")]
        public static partial void Failed(ILogger logger, string source, string reason, Exception? exception);

        [LoggerMessage(EventIds.FetchResumed, LogLevel.Information, "The log can be read from {Source} again.", EventName = "FetchResumed")]
        public static partial void Resumed(ILogger logger, string source);
    }
}
