using EdgeGuard.Edge.Authentication.Keys;
using EdgeGuard.Engine.Hashing;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Authentication;

/// <summary>Checks <see cref="TokenOptions"/> at the start and names every fault by its configuration key.</summary>
internal sealed class TokenOptionsValidator : IValidateOptions<TokenOptions>
{
    private const int MinCacheEntries = 64;
    private const int MaxCacheEntries = 10_000_000;

    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(31);

    // Tokens that are not access tokens (SECURITY T2): OpenID Connect Back-Channel Logout, RFC 8417, RFC 9449, RFC 7523 and its successors.
    private static readonly string[] ForeignTypes =
        ["logout+jwt", "secevent+jwt", "dpop+jwt", "client-authentication+jwt", "authorization-grant+jwt", "oauth-authz-req+jwt", "token-introspection+jwt", "id_token+jwt"];

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        var faults = new List<string>();
        if (options.TokenCache.MaxEntries is < MinCacheEntries or > MaxCacheEntries)
            faults.Add($"EdgeGuard:TokenCache:MaxEntries must be between {MinCacheEntries} and {MaxCacheEntries}.");

        foreach (var (key, issuer) in options.Issuers)
            Check($"EdgeGuard:Issuers:{key}", issuer, faults);

        foreach (var shared in options.Issuers.Where(issuer => issuer.Value.EffectiveIssuer.Length > 0)
            .GroupBy(issuer => issuer.Value.EffectiveIssuer, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
        {
            faults.Add($"{string.Join(" and ", shared.Select(issuer => $"EdgeGuard:Issuers:{issuer.Key}:Issuer"))} are the same: a token's iss must pick one issuer.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(string key, IssuerOptions issuer, List<string> faults)
    {
        if (issuer.EffectiveIssuer.Length == 0)
            faults.Add($"{key}:Issuer is required.");
        if (issuer.Audiences.Count == 0 || issuer.Audiences.Any(string.IsNullOrEmpty))
            faults.Add($"{key}:Audiences must name at least one audience, and none may be empty.");

        CheckSource(key, issuer, faults);

        foreach (var algorithm in issuer.Algorithms.Where(algorithm => !SignatureAlgorithm.TryGet(algorithm ?? "", out _)))
            faults.Add($"{key}:Algorithms: '{algorithm}' is not one of {string.Join(' ', SignatureAlgorithm.Names)}.");
        foreach (var type in issuer.Types.Where(type => ForeignTypes.Contains(JoseHeader.TrimType(type ?? ""), StringComparer.OrdinalIgnoreCase)))
            faults.Add($"{key}:Types: '{type}' is not a type of access tokens.");

        if (string.IsNullOrEmpty(issuer.TenantClaim))
            faults.Add($"{key}:TenantClaim must not be empty.");
        if (string.IsNullOrEmpty(issuer.SubjectClaim))
            faults.Add($"{key}:SubjectClaim must not be empty.");
        if (!Enum.IsDefined(issuer.SubjectKey))
            faults.Add($"{key}:SubjectKey is not one of {string.Join(' ', Enum.GetNames<SubjectKeyKind>().Where(static name => name is not nameof(SubjectKeyKind.Email)))}.");
        else if (issuer.SubjectKey == SubjectKeyKind.Email)
            faults.Add($"{key}:SubjectKey: users are not found by Email yet (the log holds no e-mail keys), so every token would be UNKNOWN_SUBJECT; use another key.");

        CheckRange($"{key}:NotBeforeSkew", issuer.NotBeforeSkew, TimeSpan.Zero, MaxSkew, faults);
        CheckRange($"{key}:ClockSkew", issuer.ClockSkew, TimeSpan.Zero, MaxSkew, faults);
        CheckRange($"{key}:MaxLifetime", issuer.MaxLifetime, TimeSpan.FromSeconds(1), MaxAge, faults);
        CheckRange($"{key}:MaxKeyAge", issuer.MaxKeyAge, TimeSpan.FromMinutes(10), MaxAge, faults);
    }

    private static void CheckSource(string key, IssuerOptions issuer, List<string> faults)
    {
        var given = new[] { issuer.Authority, issuer.JwksUrl, issuer.JwksPath }.Count(source => source.Length > 0);
        if (given != 1)
            faults.Add($"{key}: exactly one of Authority, JwksUrl and JwksPath must be given.");
        CheckUrl($"{key}:Authority", issuer.Authority, issuer.AllowPlaintextMetadata, faults);
        CheckUrl($"{key}:JwksUrl", issuer.JwksUrl, issuer.AllowPlaintextMetadata, faults);
    }

    private static void CheckUrl(string key, string url, bool allowPlaintext, List<string> faults)
    {
        if (url.Length > 0 && !MetadataUrl.TryParse(url, allowPlaintext, out _))
            faults.Add($"{key} must be an absolute https URL (http only on loopback, with AllowPlaintextMetadata).");
    }

    private static void CheckRange(string key, TimeSpan value, TimeSpan min, TimeSpan max, List<string> faults)
    {
        if (value < min || value > max)
            faults.Add($"{key} must be between {min:c} and {max:c}.");
    }
}
