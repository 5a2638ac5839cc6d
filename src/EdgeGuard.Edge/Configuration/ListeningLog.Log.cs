namespace EdgeGuard.Edge.Configuration;

internal sealed partial class ListeningLog
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.Listening, LogLevel.Information,
            "Listening: proxy {Proxy} and HTTP/2 '{ProxyHttp2}', decisions {Decisions} and Unix socket '{UnixSocket}', health {Health}.")]
        public static partial void Listening(ILogger logger, string proxy, string proxyHttp2, string decisions, string unixSocket, string health);

        [LoggerMessage(EventIds.DecisionsClosed, LogLevel.Information,
            "Decisions over TCP refuse every caller: neither EdgeGuard:Decisions:CallerKey nor EdgeGuard:Decisions:AllowAnonymousLoopback is set.")]
        public static partial void DecisionsClosed(ILogger logger);
    }
}
