using EdgeGuard.Edge.Authentication.Keys;
using EdgeGuard.Edge.Configuration;
using EdgeGuard.Sync.Contracts;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

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
        var section = configuration.GetSection(TokenOptions.SectionName);
        services.AddOptions<TokenOptions>()
            .BindChecked(section)
            .BindItems(section.GetSection(nameof(TokenOptions.Issuers)), static options => options.Issuers)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TokenOptions>, TokenOptionsValidator>());
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => provider.GetRequiredService<EnvironmentKeys>().Hasher);

        services.TryAddSingleton<TokenMetrics>();
        services.TryAddSingleton<MetadataClient>();
        services.TryAddSingleton<IssuerFactory>();
        services.TryAddSingleton(provider =>
        {
            var factory = provider.GetRequiredService<IssuerFactory>();
            var options = provider.GetRequiredService<IOptions<TokenOptions>>().Value;
            return new IssuerRegistry(options.Issuers.Select(issuer => factory.Create(issuer.Key, issuer.Value)));
        });
        services.AddHostedService<KeyRefreshService>();

        services.TryAddSingleton(provider => new TokenCache(provider.GetRequiredService<IOptions<TokenOptions>>().Value.TokenCache.MaxEntries));
        services.TryAddSingleton<TokenValidator>();
        services.TryAddSingleton<TokenAuthenticator>();
        return services;
    }
}
