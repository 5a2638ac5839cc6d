using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.DiskCopies;

internal sealed partial class DiskCopyStore
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.DiskCopyLoaded, LogLevel.Information, "Loaded the disk copy of version {Version} in {Milliseconds:F0} ms. It gives no lease: only a scim does.", EventName = "DiskCopyLoaded")]
        public static partial void Loaded(ILogger logger, long version, double milliseconds);

        [LoggerMessage(EventIds.DiskCopyRefused, LogLevel.Warning, "The disk copy {Path} is not used: {Cause}. The next one replaces it.", EventName = "DiskCopyRefused")]
        public static partial void Refused(ILogger logger, string path, DiskCopyFault cause);

        [LoggerMessage(EventIds.DiskCopyWritten, LogLevel.Debug, "Wrote the disk copy of version {Version} in {Milliseconds:F0} ms.", EventName = "DiskCopyWritten")]
        public static partial void Written(ILogger logger, long version, double milliseconds);

        [LoggerMessage(EventIds.DiskCopyFailed, LogLevel.Warning, "The disk copy {Path} cannot be written: {Reason} The last one stays; retrying.", EventName = "DiskCopyFailed")]
        public static partial void Failed(ILogger logger, string path, string reason);

        [LoggerMessage(EventIds.DiskCopyResumed, LogLevel.Information, "The disk copy {Path} can be written again.", EventName = "DiskCopyResumed")]
        public static partial void Resumed(ILogger logger, string path);
    }
}
