namespace EdgeGuard.Scim.Storage;

internal sealed partial class CommitQueue
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.CommitFailed, LogLevel.Error, "A commit failed ({Code}); those of its {Writes} writes that were not durable were refused.")]
        public static partial void CommitFailed(ILogger logger, string code, int writes, Exception e);

        [LoggerMessage(EventIds.WriterEnded, LogLevel.Error, "The database's writer has ended: nothing can be written any more. The process stops.")]
        public static partial void WriterEnded(ILogger logger, Exception e);
    }
}
