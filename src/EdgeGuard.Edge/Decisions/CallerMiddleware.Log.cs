namespace EdgeGuard.Edge.Decisions;

internal sealed partial class CallerMiddleware
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.CallerRefused, LogLevel.Debug, "Refused a caller of the decision service that has no caller key.")]
        public static partial void CallerRefused(ILogger logger);
    }
}
