using EdgeGuard.Sync.Contracts;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EdgeGuard.Edge.Authentication;

/// <summary>Registration of token validation.</summary>
internal static class TokenServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="TokenAuthenticator"/> and the refresh of issuers' keys, configured by the <c>EdgeGuard</c> section of
    /// <paramref name="configuration"/> (pass the root). Needs <see cref="EnvironmentKeys"/> among the services.
    /// </summary>
    public static IServiceCollection AddEdgeGuardTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TokenOptions>().Bind(configuration.GetSection(TokenOptions.SectionName)).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => provider.GetRequiredService<EnvironmentKeys>().Hasher);
        services.TryAddSingleton<TokenAuthenticator>();
        return services;
    }
}
