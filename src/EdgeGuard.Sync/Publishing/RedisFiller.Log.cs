using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Publishing;

internal sealed partial class RedisFiller
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.RedisReset, LogLevel.Information, "The log in Redis was given a new start ({Cause}): it ended at {RedisVersion} and goes on after {Start}; the database ends at {Version}.", EventName = "RedisReset")]
        public static partial void Reset(ILogger logger, ResetCause cause, long redisVersion, long start, long version);

        [LoggerMessage(EventIds.HistoryLost, LogLevel.Error, "The database has lost committed changes: Redis holds authentic entries up to version {RedisVersion}, the database ends at {Version}. Nothing is published.", EventName = "HistoryLost")]
        public static partial void HistoryLost(ILogger logger, long redisVersion, long version);
    }
}
