namespace EdgeGuard.Edge.Decisions;

internal sealed partial class DecisionSocket
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.StaleSocketRemoved, LogLevel.Information, "Removed the Unix socket {Path}, on which nobody listened.")]
        public static partial void StaleSocketRemoved(ILogger logger, string path);
    }
}
