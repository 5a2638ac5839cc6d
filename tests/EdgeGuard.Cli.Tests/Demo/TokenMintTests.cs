using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeGuard.Cli.Demo;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGuard.Cli.Tests.Demo;

public sealed class TokenMintTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Mint_AtAFractionOfASecond_SaysSoInIssuedAt()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123));
        using var key = IssuerKey.LoadOrCreate(_folder.At("key.pem"));

        var token = new TokenMint("http://issuer", key, time).Mint("00u1", "acme", TimeSpan.FromMinutes(5));

        var (header, claims) = Decode(token);
        header.GetProperty("alg").GetString().ShouldBe("RS256");
        header.GetProperty("typ").GetString().ShouldBe("at+jwt");
        header.GetProperty("kid").GetString().ShouldBe(key.Id);
        claims.GetProperty("iss").GetString().ShouldBe("http://issuer");
        claims.GetProperty("sub").GetString().ShouldBe("00u1");
        claims.GetProperty("tenant").GetString().ShouldBe("acme");
        claims.GetProperty("aud").GetString().ShouldBe("edgeguard-demo");
        claims.GetProperty("iat").GetDecimal().ShouldBe(1_700_000_000.123m);
        claims.GetProperty("exp").GetInt64().ShouldBe(1_700_000_300);
        claims.GetProperty("sid").GetString().ShouldNotBe(claims.GetProperty("jti").GetString());
    }

    [Fact]
    public void Mint_Token_IsSignedWithThePublishedKey()
    {
        using var key = IssuerKey.LoadOrCreate(_folder.At("key.pem"));
        var token = new TokenMint("http://issuer", key, TimeProvider.System).Mint("00u1", "acme", TimeSpan.FromMinutes(5));

        var published = JsonSerializer.SerializeToElement(key.PublicKeys).GetProperty("keys")[0];
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars(published.GetProperty("n").GetString()),
            Exponent = Base64Url.DecodeFromChars(published.GetProperty("e").GetString()),
        });

        var dot = token.LastIndexOf('.');
        rsa.VerifyData(
            Encoding.ASCII.GetBytes(token[..dot]), Base64Url.DecodeFromChars(token.AsSpan(dot + 1)), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeTrue();
    }

    [Fact]
    public void LoadOrCreate_SecondTime_IsTheSameKeyInAFileForItsOwnerAlone()
    {
        var path = _folder.At("key.pem");
        using var first = IssuerKey.LoadOrCreate(path);
        using var second = IssuerKey.LoadOrCreate(path);

        second.Id.ShouldBe(first.Id);
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => _folder.Dispose();

    private static (JsonElement Header, JsonElement Claims) Decode(string token)
    {
        var parts = token.Split('.');
        return (Parse(parts[0]), Parse(parts[1]));

        static JsonElement Parse(string part) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(part));
    }
}
