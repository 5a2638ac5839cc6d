namespace EdgeGuard.Edge.Authentication;

/// <summary>Token validation: <c>EdgeGuard:Issuers</c> and <c>EdgeGuard:TokenCache</c>. Read once at the start.</summary>
internal sealed class TokenOptions
{
    public const string SectionName = "EdgeGuard";

    /// <summary>Trusted issuers by name. None means that every token is refused.</summary>
    public IDictionary<string, IssuerOptions> Issuers { get; } = new Dictionary<string, IssuerOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The cache of validated tokens.</summary>
    public TokenCacheOptions TokenCache { get; set; } = new();
}
