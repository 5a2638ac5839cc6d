using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.LeaseStreams;

internal sealed partial class LeaseLink
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.LeaseLinkBroken, LogLevel.Warning, "No lease stream with {Scim}: {Reason} Retrying.", EventName = "LeaseLinkBroken")]
        public static partial void Broken(ILogger logger, Uri scim, string reason);

        [LoggerMessage(EventIds.LeaseLinkRestored, LogLevel.Information, "The lease stream with {Scim} is back.", EventName = "LeaseLinkRestored")]
        public static partial void Restored(ILogger logger, Uri scim);

        [LoggerMessage(EventIds.LeaseKeyRefused, LogLevel.Error, "{Scim} refuses this edge's key: look at EdgeGuard:Lease:Key. Without a key that it accepts there is no lease from it. Retrying.", EventName = "LeaseKeyRefused")]
        public static partial void KeyRefused(ILogger logger, Uri scim);

        [LoggerMessage(EventIds.LeaseLinkFailed, LogLevel.Error, "The lease stream with {Scim} failed unexpectedly. Retrying.", EventName = "LeaseLinkFailed")]
        public static partial void Failed(ILogger logger, Uri scim, Exception exception);
    }
}
