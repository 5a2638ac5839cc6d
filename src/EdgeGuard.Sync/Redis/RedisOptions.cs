using System.ComponentModel.DataAnnotations;

namespace EdgeGuard.Sync.Redis;

/// <summary>Where the environment's Redis is, and which environment this process belongs to. Read once, at start.</summary>
public sealed class RedisOptions
{
    /// <summary>Configuration section of <see cref="ConnectionString"/>; <see cref="Environment"/> is <c>EdgeGuard:Environment</c>.</summary>
    public const string SectionName = "EdgeGuard:Redis";

    /// <summary>Default of <see cref="Environment"/>.</summary>
    public const string DefaultEnvironment = "default";

    private const string EnvironmentFault = "EdgeGuard:Environment: must be 1 to 64 of A-Z a-z 0-9 . _ -";

    /// <summary>
    /// StackExchange.Redis connection string (hosts, user, password, TLS), for example <c>127.0.0.1:6379</c>. Required; a secret when
    /// it holds a password: never logged. The server may be absent at start and at any time.
    /// </summary>
    [Required(ErrorMessage = "EdgeGuard:Redis:ConnectionString is required (also as ConnectionStringFile).")]
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>Name of the environment: prefix of every key and channel. 1 to 64 of <c>A-Z a-z 0-9 . _ -</c>; default <c>default</c>.</summary>
    [Required(ErrorMessage = EnvironmentFault)]
    [RegularExpression("[A-Za-z0-9._-]{1,64}", ErrorMessage = EnvironmentFault)]
    public string Environment { get; set; } = DefaultEnvironment;

    /// <summary>Never shows the connection string.</summary>
    public override string ToString() => $"{nameof(RedisOptions)} of environment {Environment}";
}
