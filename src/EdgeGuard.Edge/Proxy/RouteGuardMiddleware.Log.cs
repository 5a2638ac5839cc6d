using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Edge.Proxy;

internal sealed partial class RouteGuardMiddleware
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.RequestDenied, LogLevel.Debug, "Denied a request: {Reason}.")]
        public static partial void RequestDenied(ILogger logger, Reason reason);

        [LoggerMessage(EventIds.UnguardedEndpoint, LogLevel.Error, "A route reached the guard without its policy and was refused.")]
        public static partial void UnguardedEndpoint(ILogger logger);
    }
}
