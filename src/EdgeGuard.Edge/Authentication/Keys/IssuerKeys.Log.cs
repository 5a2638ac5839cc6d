namespace EdgeGuard.Edge.Authentication.Keys;

internal sealed partial class IssuerKeys
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.KeysReplaced, LogLevel.Information, "Issuer {Issuer} has a new key set with {Keys} usable keys.")]
        public static partial void Replaced(ILogger logger, string issuer, int keys);

        [LoggerMessage(EventIds.KeysUnusable, LogLevel.Information, "{Count} keys of issuer {Issuer} are left out: they are for another use, of another type, too short or weak.")]
        public static partial void Unusable(ILogger logger, string issuer, int count);

        [LoggerMessage(EventIds.KeysFailing, LogLevel.Warning, "The keys of issuer {Issuer} cannot be read. The last good set stays in use; retrying.")]
        public static partial void Failing(ILogger logger, string issuer, Exception exception);

        [LoggerMessage(EventIds.KeysRecovered, LogLevel.Information, "The keys of issuer {Issuer} can be read again.")]
        public static partial void Recovered(ILogger logger, string issuer);

        [LoggerMessage(EventIds.KeysOutlived, LogLevel.Error, "The keys of issuer {Issuer} could not be read for {MaxAge}; its tokens are refused until they can.")]
        public static partial void Outlived(ILogger logger, string issuer, TimeSpan maxAge);
    }
}
