namespace EdgeGuard.Edge.Proxy;

internal sealed partial class RequestHygieneMiddleware
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.RequestRefused, LogLevel.Debug, "Refused a request that has more than one reading.")]
        public static partial void RequestRefused(ILogger logger);

        [LoggerMessage(EventIds.MethodRefused, LogLevel.Debug, "Refused a TRACE, TRACK or CONNECT request.")]
        public static partial void MethodRefused(ILogger logger);
    }
}
