using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace EdgeGuard.Edge.Authentication.Keys;

/// <summary>
/// Reads one JSON Web Key (RFC 7517 section 4, RFC 7518 section 6) and refuses what must not verify a token (SECURITY T3): other uses,
/// symmetric keys, published private keys, short or known-weak RSA keys, points off their curve.
/// </summary>
internal static class KeyReader
{
    private const int MinRsaBits = 2048;
    private const int MaxRsaBits = 8192;

    /// <summary>Reads the key, or takes the identical one of <paramref name="previous"/>.</summary>
    public static bool TryRead(JsonElement jwk, KeySet previous, [NotNullWhen(true)] out SigningKey? key)
    {
        key = null;
        if (jwk.ValueKind != JsonValueKind.Object || !MayVerify(jwk) || jwk.TryGetProperty("d"u8, out _) || jwk.TryGetProperty("k"u8, out _)
            || !TryOptional(jwk, "kid"u8, out var keyId) || !TryOptional(jwk, "alg"u8, out var algorithm))
            return false;
        if (algorithm is not null && !SignatureAlgorithm.TryGet(algorithm, out _))
            return false;

        return Text(jwk, "kty"u8) switch
        {
            "RSA" => TryReadRsa(jwk, keyId, algorithm, previous, out key),
            "EC" => TryReadCurve(jwk, keyId, algorithm, previous, out key),
            _ => false,
        };
    }

    /// <summary><c>use</c> and <c>key_ops</c> (RFC 7517 sections 4.2, 4.3): each, if there, must permit verifying.</summary>
    private static bool MayVerify(JsonElement jwk)
    {
        if (jwk.TryGetProperty("use"u8, out _) && Text(jwk, "use"u8) is not "sig")
            return false;
        if (!jwk.TryGetProperty("key_ops"u8, out var operations))
            return true;
        return operations.ValueKind == JsonValueKind.Array
            && operations.EnumerateArray().Any(operation => operation.ValueKind == JsonValueKind.String && operation.ValueEquals("verify"u8));
    }

    private static bool TryReadRsa(JsonElement jwk, string? keyId, string? algorithm, KeySet previous, [NotNullWhen(true)] out SigningKey? key)
    {
        key = null;
        if (!TryBytes(jwk, "n"u8, out var modulus) || !TryBytes(jwk, "e"u8, out var exponent))
            return false;

        var n = new BigInteger(modulus, isUnsigned: true, isBigEndian: true);
        var e = new BigInteger(exponent, isUnsigned: true, isBigEndian: true);
        var bits = n.GetBitLength();
        if (bits is < MinRsaBits or > MaxRsaBits || n.IsEven || e.IsEven || e < 3 || e > uint.MaxValue || RocaFingerprint.Matches(n))
            return false;

        var identity = $"{keyId}\n{algorithm}\nRSA\n{Convert.ToHexString(modulus)}\n{e}";
        key = previous.FindIdentical(identity) ?? new SigningKey(
            identity, keyId, algorithm, curve: null, (int)((bits + 7) / 8),
            new RsaSecurityKey(new RSAParameters
            {
                Modulus = n.ToByteArray(isUnsigned: true, isBigEndian: true),
                Exponent = e.ToByteArray(isUnsigned: true, isBigEndian: true),
            }));
        return true;
    }

    private static bool TryReadCurve(JsonElement jwk, string? keyId, string? algorithm, KeySet previous, [NotNullWhen(true)] out SigningKey? key)
    {
        key = null;
        var name = Text(jwk, "crv"u8);
        var (curve, size) = name switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, 32),
            "P-384" => (ECCurve.NamedCurves.nistP384, 48),
            "P-521" => (ECCurve.NamedCurves.nistP521, 66),
            _ => (default, 0),
        };
        if (size == 0 || !TryBytes(jwk, "x"u8, out var x) || !TryBytes(jwk, "y"u8, out var y) || x.Length != size || y.Length != size)
            return false;

        var identity = $"{keyId}\n{algorithm}\n{name}\n{Convert.ToHexString(x)}\n{Convert.ToHexString(y)}";
        key = previous.FindIdentical(identity);
        if (key is not null)
            return true;
        try
        {
            // The import checks that the point is on the curve.
            var material = ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = x, Y = y } });
            key = new SigningKey(identity, keyId, algorithm, name, modulusBytes: 0, new ECDsaSecurityKey(material));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement jwk, ReadOnlySpan<byte> name) =>
        jwk.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    /// <summary>Reads a member that may be absent but, if there, must be text.</summary>
    private static bool TryOptional(JsonElement jwk, ReadOnlySpan<byte> name, out string? value)
    {
        value = Text(jwk, name);
        return value is not null || !jwk.TryGetProperty(name, out _);
    }

    private static bool TryBytes(JsonElement jwk, ReadOnlySpan<byte> name, out byte[] value)
    {
        value = [];
        if (Text(jwk, name) is not { Length: > 0 } text || !CompactToken.IsExactBase64Url(text))
            return false;
        value = Base64Url.DecodeFromChars(text);
        return true;
    }
}
