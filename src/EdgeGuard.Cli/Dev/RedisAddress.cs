namespace EdgeGuard.Cli.Dev;

/// <summary>What may be shown of a Redis connection string.</summary>
internal static class RedisAddress
{
    /// <summary>The servers alone: user, password and the other <c>name=value</c> parts are left out.</summary>
    public static string Of(string connection) => string.Join(
        ',', connection.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(part => !part.Contains('=', StringComparison.Ordinal)));
}
