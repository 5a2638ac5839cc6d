using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>A key pair of a test issuer: signs, and gives its public JSON Web Key.</summary>
internal sealed class TestKey
{
    private readonly RSA? _rsa;
    private readonly ECDsa? _ecdsa;

    private TestKey(string? id, string algorithm, RSA? rsa, ECDsa? ecdsa)
    {
        Id = id;
        Algorithm = algorithm;
        _rsa = rsa;
        _ecdsa = ecdsa;
    }

    public string? Id { get; }

    public string Algorithm { get; }

    public static TestKey Rsa(string? id, string algorithm = "RS256", int bits = 2048) => new(id, algorithm, RSA.Create(bits), null);

    public static TestKey Ec(string? id, string algorithm = "ES256") => new(id, algorithm, null, ECDsa.Create(algorithm switch
    {
        "ES384" => ECCurve.NamedCurves.nistP384,
        "ES512" => ECCurve.NamedCurves.nistP521,
        _ => ECCurve.NamedCurves.nistP256,
    }));

    /// <summary>The same key pair under another id or for another algorithm.</summary>
    public TestKey As(string? id, string? algorithm = null) => new(id, algorithm ?? Algorithm, _rsa, _ecdsa);

    public byte[] Sign(byte[] input, string algorithm)
    {
        var hash = algorithm[2..] switch
        {
            "384" => HashAlgorithmName.SHA384,
            "512" => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA256,
        };
        if (_ecdsa is not null)
            return _ecdsa.SignData(input, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return _rsa!.SignData(input, hash, algorithm.StartsWith("PS", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
    }

    public JsonObject Jwk(bool withAlgorithm = true)
    {
        var jwk = new JsonObject { ["use"] = "sig" };
        if (Id is not null)
            jwk["kid"] = Id;
        if (withAlgorithm)
            jwk["alg"] = Algorithm;
        if (_rsa is not null)
        {
            var parameters = _rsa.ExportParameters(includePrivateParameters: false);
            jwk["kty"] = "RSA";
            jwk["n"] = Base64Url.EncodeToString(parameters.Modulus);
            jwk["e"] = Base64Url.EncodeToString(parameters.Exponent);
            return jwk;
        }

        var point = _ecdsa!.ExportParameters(includePrivateParameters: false).Q;
        jwk["kty"] = "EC";
        jwk["crv"] = _ecdsa.KeySize switch { 384 => "P-384", 521 => "P-521", _ => "P-256" };
        jwk["x"] = Base64Url.EncodeToString(point.X);
        jwk["y"] = Base64Url.EncodeToString(point.Y);
        return jwk;
    }
}
