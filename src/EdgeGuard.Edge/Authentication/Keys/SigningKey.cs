using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace EdgeGuard.Edge.Authentication.Keys;

/// <summary>
/// A public key of one issuer, with everything that binds it (SECURITY T3). Lives as long as it stays in the issuer's set unchanged;
/// once it has left, <see cref="IsCurrent"/> is false for good. Thread-safe.
/// </summary>
/// <param name="identity">Text that two keys share only if all members that matter are equal.</param>
/// <param name="keyId">Its <c>kid</c>, if any.</param>
/// <param name="algorithm">Its own <c>alg</c>; null when it may serve any that fits its type.</param>
/// <param name="curve">Its curve; null for RSA.</param>
/// <param name="modulusBytes">Length of an RSA modulus; 0 for a curve.</param>
/// <param name="material">The key itself.</param>
internal sealed class SigningKey(string identity, string? keyId, string? algorithm, string? curve, int modulusBytes, AsymmetricSecurityKey material)
{
    // One provider for each algorithm, made at first use. It pools its native handles and is never disposed: requests may still be in it.
    private readonly SignatureProvider?[] _providers = new SignatureProvider?[SignatureAlgorithm.Count];
    private volatile bool _retired;

    public string Identity => identity;

    public string? KeyId => keyId;

    /// <summary>Whether the issuer still publishes it.</summary>
    public bool IsCurrent => !_retired;

    /// <summary>Marks it as gone from the issuer's set.</summary>
    public void Retire() => _retired = true;

    /// <summary>Whether the key may verify this algorithm: same type, same curve, and its own <c>alg</c> if it has one.</summary>
    public bool Fits(SignatureAlgorithm wanted) =>
        string.Equals(curve, wanted.Curve, StringComparison.Ordinal)
        && (algorithm is null || string.Equals(algorithm, wanted.Name, StringComparison.Ordinal));

    /// <summary>
    /// Verifies a signature; false for anything that is not exactly one. It has an array of its own because the provider heeds only the
    /// signature's length, not where in an array it lies.
    /// </summary>
    public bool Verify(SignatureAlgorithm wanted, ArraySegment<byte> signed, byte[] signature)
    {
        if (!Fits(wanted) || signature.Length != (curve is null ? modulusBytes : wanted.SignatureBytes))
            return false;
        try
        {
            return Provider(wanted).Verify(signed.Array, signed.Offset, signed.Count, signature, 0, signature.Length);
        }
        catch (CryptographicException)
        {
            // Some platforms throw for numbers out of range where others answer false.
            return false;
        }
    }

    private SignatureProvider Provider(SignatureAlgorithm wanted)
    {
        ref var slot = ref _providers[wanted.Index];
        return Volatile.Read(ref slot) ?? Create(ref slot, wanted);
    }

    private SignatureProvider Create(ref SignatureProvider? slot, SignatureAlgorithm wanted)
    {
        var created = new AsymmetricSignatureProvider(material, wanted.Name);
        var first = Interlocked.CompareExchange(ref slot, created, null);
        if (first is null)
            return created;
        created.Dispose();
        return first;
    }
}
