using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Publishing;

public sealed partial class LogPublisher
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.PublishingFailed, LogLevel.Warning, "The log is not reaching Redis: {Reason} Writes go on; retrying.", EventName = "PublishingFailed")]
        public static partial void Failed(ILogger logger, string reason, Exception? exception);

        [LoggerMessage(EventIds.PublishingResumed, LogLevel.Information, "The log reaches Redis again; published up to version {Version}.", EventName = "PublishingResumed")]
        public static partial void Resumed(ILogger logger, long version);
    }
}
