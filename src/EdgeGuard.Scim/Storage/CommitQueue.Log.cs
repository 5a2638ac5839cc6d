namespace EdgeGuard.Scim.Storage;

internal sealed partial class CommitQueue
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.CommitFailed, LogLevel.Error, "The database refused a commit (SQLite error {Code}); {Writes} writes were not acknowledged.")]
        public static partial void CommitFailed(ILogger logger, int code, int writes, Exception e);
    }
}
