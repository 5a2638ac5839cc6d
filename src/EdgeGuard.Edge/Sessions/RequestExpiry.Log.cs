namespace EdgeGuard.Edge.Sessions;

internal sealed partial class RequestExpiry
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.RequestsExpired, LogLevel.Debug, "Cut {Count} requests in flight whose token expired.")]
        public static partial void RequestsExpired(ILogger logger, int count);

        [LoggerMessage(EventIds.RequestExpiryFailed, LogLevel.Error, "Cutting requests whose token expired failed; it goes on with the others.")]
        public static partial void RequestExpiryFailed(ILogger logger, Exception exception);
    }
}
