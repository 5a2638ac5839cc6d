using System.Text;
using EdgeGuard.Edge.Authentication.Keys;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Edge.Authentication;

/// <summary>One configured issuer in the form that validation uses: immutable but for its <see cref="Keys"/>.</summary>
internal sealed class Issuer
{
    private readonly SignatureAlgorithm[] _algorithms;
    private readonly string[] _types;

    public Issuer(string name, IssuerOptions options, IssuerKeys keys)
    {
        Name = name;
        Url = options.EffectiveIssuer;
        Keys = keys;
        Audiences = [.. options.Audiences];
        TenantClaim = Encoding.UTF8.GetBytes(options.TenantClaim);
        SubjectClaim = Encoding.UTF8.GetBytes(options.SubjectClaim);
        SubjectKey = options.SubjectKey;
        NotBeforeSkew = (long)options.NotBeforeSkew.TotalMilliseconds;
        ClockSkew = (long)options.ClockSkew.TotalMilliseconds;
        MaxLifetime = (long)options.MaxLifetime.TotalMilliseconds;
        _types = [.. options.EffectiveTypes.Select(JoseHeader.TrimType)];
        _algorithms = [.. options.EffectiveAlgorithms.Select(Algorithm)];
    }

    /// <summary>Configured name.</summary>
    public string Name { get; }

    /// <summary>The exact <c>iss</c> value.</summary>
    public string Url { get; }

    public IssuerKeys Keys { get; }

    public string[] Audiences { get; }

    /// <summary>Names of claims in UTF-8.</summary>
    public byte[] TenantClaim { get; }

    public byte[] SubjectClaim { get; }

    public SubjectKeyKind SubjectKey { get; }

    /// <summary>All three in milliseconds.</summary>
    public long NotBeforeSkew { get; }

    public long ClockSkew { get; }

    public long MaxLifetime { get; }

    /// <summary>Applies the issuer's lists of algorithms and types (SECURITY T2).</summary>
    public TokenFault CheckHeader(in JoseHeader header)
    {
        if (Array.IndexOf(_algorithms, header.Algorithm) < 0)
            return TokenFault.Algorithm;

        // An empty entry stands for a token without a type; a token cannot say "" itself, which is no media type.
        if (header.Type is "")
            return TokenFault.Type;
        var type = header.Type ?? "";
        foreach (var accepted in _types)
        {
            if (string.Equals(accepted, type, StringComparison.OrdinalIgnoreCase))
                return TokenFault.None;
        }

        return TokenFault.Type;
    }

    private static SignatureAlgorithm Algorithm(string name) =>
        SignatureAlgorithm.TryGet(name, out var algorithm) ? algorithm : throw new ArgumentException($"Unknown algorithm {name}.", nameof(name));
}
