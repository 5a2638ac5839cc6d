using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace EdgeGuard.Edge.Authentication;

/// <summary>The configured issuers by their exact <c>iss</c>. Immutable; owns the issuers' keys.</summary>
internal sealed class IssuerRegistry(IEnumerable<Issuer> issuers) : IDisposable
{
    private readonly FrozenDictionary<string, Issuer> _byUrl = issuers.ToFrozenDictionary(issuer => issuer.Url, StringComparer.Ordinal);

    public IReadOnlyList<Issuer> All => _byUrl.Values;

    /// <summary>Finds the issuer that a token names.</summary>
    public bool TryFind(string url, [NotNullWhen(true)] out Issuer? issuer) => _byUrl.TryGetValue(url, out issuer);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var issuer in All)
            issuer.Keys.Dispose();
    }
}
