using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace EdgeGuard.Edge.Authentication;

/// <summary>A signature algorithm that can be configured (RFC 7518 section 3.1); asymmetric ones only. One instance each.</summary>
internal sealed class SignatureAlgorithm
{
    /// <summary>How many there are: the range of <see cref="Index"/>.</summary>
    public const int Count = 9;

    private static readonly FrozenDictionary<string, SignatureAlgorithm> All = new SignatureAlgorithm[]
    {
        new(0, "RS256"), new(1, "RS384"), new(2, "RS512"),
        new(3, "PS256"), new(4, "PS384"), new(5, "PS512"),
        new(6, "ES256", "P-256", 64), new(7, "ES384", "P-384", 96), new(8, "ES512", "P-521", 132),
    }.ToFrozenDictionary(algorithm => algorithm.Name, StringComparer.Ordinal);

    private SignatureAlgorithm(int index, string name, string? curve = null, int signatureBytes = 0)
    {
        Index = index;
        Name = name;
        Curve = curve;
        SignatureBytes = signatureBytes;
    }

    /// <summary>A small number for tables.</summary>
    public int Index { get; }

    /// <summary>The <c>alg</c> value.</summary>
    public string Name { get; }

    /// <summary>The curve that a key must have (RFC 7518 section 3.4); null for RSA.</summary>
    public string? Curve { get; }

    /// <summary>Exact length of a signature; 0 for RSA, where it is that of the modulus.</summary>
    public int SignatureBytes { get; }

    /// <summary>Names of all, for messages.</summary>
    public static IEnumerable<string> Names => All.Keys.Order(StringComparer.Ordinal);

    /// <summary>Finds by the exact <c>alg</c> value.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out SignatureAlgorithm? algorithm) => All.TryGetValue(name, out algorithm);
}
