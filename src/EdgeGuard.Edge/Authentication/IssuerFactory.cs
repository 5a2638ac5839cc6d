using EdgeGuard.Edge.Authentication.Keys;

namespace EdgeGuard.Edge.Authentication;

/// <summary>Makes issuers from their validated options.</summary>
internal sealed class IssuerFactory(MetadataClient client, TimeProvider time, TokenMetrics metrics, ILogger<IssuerKeys> logger)
{
    public Issuer Create(string name, IssuerOptions options)
    {
        // Spreads refreshes over time; nothing depends on its being unpredictable.
        var keys = new IssuerKeys(name, Source(options), options.MaxKeyAge, time, new Random(), metrics, logger);
        return new Issuer(name, options, keys);
    }

    private IKeySource Source(IssuerOptions options)
    {
        if (options.JwksPath.Length > 0)
            return new FileKeySource(options.JwksPath);
        return options.JwksUrl.Length > 0
            ? new UrlKeySource(new Uri(options.JwksUrl), client)
            : new DiscoveryKeySource(options.Authority, options.EffectiveIssuer, options.AllowPlaintextMetadata, client);
    }
}
