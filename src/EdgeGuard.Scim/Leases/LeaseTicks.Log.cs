namespace EdgeGuard.Scim.Leases;

internal sealed partial class LeaseTicks
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.TicksFail, LogLevel.Error, "No lease can be granted: {Reason}. Retrying.")]
        public static partial void TicksFail(ILogger logger, string reason);

        [LoggerMessage(EventIds.TicksResumed, LogLevel.Information, "Leases are granted again.")]
        public static partial void TicksResumed(ILogger logger);

        [LoggerMessage(EventIds.RowLeft, LogLevel.Information, "The row of this process stays in the database: {Reason}. Fences wait their full time until another process drops it.")]
        public static partial void RowLeft(ILogger logger, string reason);
    }
}
