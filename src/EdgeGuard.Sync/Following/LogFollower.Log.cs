using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Following;

public sealed partial class LogFollower
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.FollowingFailed, LogLevel.Warning, "The log in Redis cannot be followed: {Reason} The last good snapshot stays; retrying.", EventName = "FollowingFailed")]
        public static partial void Failed(ILogger logger, string reason, Exception? exception);

        [LoggerMessage(EventIds.FollowingResumed, LogLevel.Information, "The log in Redis is followed again, at version {Version}.", EventName = "FollowingResumed")]
        public static partial void Resumed(ILogger logger, long version);

        [LoggerMessage(EventIds.SubscriptionSilent, LogLevel.Warning, "Three beats are missing after version {Version}: subscribing anew. Is any publisher running? Told once.", EventName = "SubscriptionSilent")]
        public static partial void Silent(ILogger logger, long version);

        [LoggerMessage(EventIds.SubscriptionHeard, LogLevel.Information, "A publisher is heard again, at version {Version}.", EventName = "SubscriptionHeard")]
        public static partial void HeardAgain(ILogger logger, long version);
    }
}
