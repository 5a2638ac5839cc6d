using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace EdgeGuard.Sync.Redis;

/// <summary>Refuses a connection string that the Redis client cannot read, without repeating it: it may hold a password.</summary>
internal sealed class RedisConnectionStringCheck : IValidateOptions<RedisOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        if (string.IsNullOrEmpty(options.ConnectionString))
            return ValidateOptionsResult.Success; // The attribute reports it.
        try
        {
            return ConfigurationOptions.Parse(options.ConnectionString).EndPoints.Count > 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"{RedisOptions.SectionName}:{nameof(RedisOptions.ConnectionString)} names no server.");
        }
        catch (ArgumentException)
        {
            return ValidateOptionsResult.Fail($"{RedisOptions.SectionName}:{nameof(RedisOptions.ConnectionString)} is not a connection string.");
        }
    }
}
