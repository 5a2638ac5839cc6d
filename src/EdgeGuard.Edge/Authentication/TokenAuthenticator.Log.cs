namespace EdgeGuard.Edge.Authentication;

internal sealed partial class TokenAuthenticator
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.TokenRefused, LogLevel.Debug, "A token was refused: {Fault}.")]
        public static partial void Refused(ILogger logger, TokenFault fault);
    }
}
