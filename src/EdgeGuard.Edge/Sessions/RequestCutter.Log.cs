namespace EdgeGuard.Edge.Sessions;

internal sealed partial class RequestCutter
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.RequestsCut, LogLevel.Information, "Cut {Count} requests in flight that version {Version} no longer allows.")]
        public static partial void RequestsCut(ILogger logger, int count, long version);
    }
}
