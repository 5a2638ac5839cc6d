namespace EdgeGuard.Edge.Health;

internal sealed partial class Readiness
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.Ready, LogLevel.Information, "Ready at version {Version} with {Tenants} tenants and {Users} users.")]
        public static partial void Ready(ILogger logger, long version, int tenants, int users);
    }
}
