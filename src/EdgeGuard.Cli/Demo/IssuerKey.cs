using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EdgeGuard.Cli.Dev;

namespace EdgeGuard.Cli.Demo;

/// <summary>The test issuer's RSA key. It outlives the process, so that tokens do too.</summary>
internal sealed class IssuerKey : IDisposable
{
    private const int Bits = 2048;

    private readonly RSA _rsa;

    private IssuerKey(RSA rsa)
    {
        _rsa = rsa;
        var publicPart = rsa.ExportParameters(includePrivateParameters: false);
        Id = Base64Url.EncodeToString(SHA256.HashData(publicPart.Modulus!))[..16]; // never null in an RSA key
        PublicKeys = new
        {
            keys = new[]
            {
                new
                {
                    kty = "RSA", use = "sig", alg = "RS256", kid = Id,
                    n = Base64Url.EncodeToString(publicPart.Modulus), e = Base64Url.EncodeToString(publicPart.Exponent),
                },
            },
        };
    }

    public string Id { get; }

    /// <summary>The JWK set (RFC 7517).</summary>
    public object PublicKeys { get; }

    public static IssuerKey LoadOrCreate(string path)
    {
        var rsa = RSA.Create(Bits);
        if (File.Exists(path))
            rsa.ImportFromPem(File.ReadAllText(path));
        else
            PrivateFile.Write(path, rsa.ExportPkcs8PrivateKeyPem());
        return new IssuerKey(rsa);
    }

    /// <summary>Signs with RS256 (RFC 7518 section 3.3).</summary>
    public byte[] Sign(string text) => _rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public void Dispose() => _rsa.Dispose();
}
