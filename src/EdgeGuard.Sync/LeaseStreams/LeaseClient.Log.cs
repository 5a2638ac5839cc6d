using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.LeaseStreams;

internal sealed partial class LeaseClient
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.LeaseRuns, LogLevel.Information, "The lease runs, for {Seconds:F1} s from now, by {Scim}.", EventName = "LeaseRuns")]
        public static partial void Runs(ILogger logger, double seconds, Uri? scim);

        [LoggerMessage(EventIds.LeaseEnded, LogLevel.Error, "The lease has ended: nothing is allowed until a scim grants another. Last Grant {Seconds:F1} s ago, by {Scim}.", EventName = "LeaseEnded")]
        public static partial void Ended(ILogger logger, double? seconds, Uri? scim);

        [LoggerMessage(EventIds.LeaseMoved, LogLevel.Debug, "Asks go to {Scim} now.", EventName = "LeaseMoved")]
        public static partial void Moved(ILogger logger, Uri scim);

        [LoggerMessage(EventIds.LeaseReleased, LogLevel.Information, "The lease is given back: {Told} of {Scims} scims know.", EventName = "LeaseReleased")]
        public static partial void Released(ILogger logger, int told, int scims);

        [LoggerMessage(EventIds.LeaseClientFailed, LogLevel.Error, "Asking for the lease, or reporting, failed where nothing should: retrying.", EventName = "LeaseClientFailed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
