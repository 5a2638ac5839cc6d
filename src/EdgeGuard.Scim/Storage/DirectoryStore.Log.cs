namespace EdgeGuard.Scim.Storage;

internal sealed partial class DirectoryStore
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.StoreOpened, LogLevel.Information, "The database {Path} is open.")]
        public static partial void Opened(ILogger logger, string path);

        [LoggerMessage(EventIds.StoreClosed, LogLevel.Information, "The database is closed.")]
        public static partial void Closed(ILogger logger);
    }
}
