namespace EdgeGuard.Edge.Leases;

internal sealed partial class LeaseWatch
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.HeldRequestsCut, LogLevel.Warning, "Cut {Count} requests in flight: no lease for {HoldLimit}.")]
        public static partial void HeldRequestsCut(ILogger logger, int count, TimeSpan holdLimit);

        [LoggerMessage(EventIds.LeaseWatchFailed, LogLevel.Error, "Looking after the lease failed; it is tried again.")]
        public static partial void LeaseWatchFailed(ILogger logger, Exception exception);
    }
}
