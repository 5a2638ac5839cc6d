using System.Text.Json.Nodes;
using EdgeGuard.Edge.Authentication;

namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>SECURITY T2: what a header may say.</summary>
public class Security_T2_Tests
{
    private static readonly TestIssuer Issuer = new(TokenRig.Start);

    private static readonly Dictionary<string, (Action<JsonObject> Change, TokenFault Fault)> Headers = new()
    {
        ["no alg"] = (h => h.Remove("alg"), TokenFault.Algorithm),
        ["alg null"] = (h => h["alg"] = null, TokenFault.Algorithm),
        ["alg number"] = (h => h["alg"] = 256, TokenFault.Algorithm),
        ["alg list"] = (h => h["alg"] = new JsonArray("ES256"), TokenFault.Algorithm),
        ["alg empty"] = (h => h["alg"] = "", TokenFault.Algorithm),
        ["alg none"] = (h => h["alg"] = "none", TokenFault.Algorithm),
        ["alg None"] = (h => h["alg"] = "None", TokenFault.Algorithm),
        ["alg of other case"] = (h => h["alg"] = "es256", TokenFault.Algorithm),
        ["alg with a blank"] = (h => h["alg"] = "ES256 ", TokenFault.Algorithm),
        ["alg symmetric"] = (h => h["alg"] = "HS256", TokenFault.Algorithm),
        ["alg off the list"] = (h => h["alg"] = "ES384", TokenFault.Algorithm),
        ["alg of encryption"] = (h => h["alg"] = "RSA-OAEP", TokenFault.Algorithm),
        ["no typ"] = (h => h.Remove("typ"), TokenFault.Type),
        ["typ empty"] = (h => h["typ"] = "", TokenFault.Type),
        ["typ number"] = (h => h["typ"] = 1, TokenFault.Type),
        ["typ JWT"] = (h => h["typ"] = "JWT", TokenFault.Type),
        ["typ logout"] = (h => h["typ"] = "logout+jwt", TokenFault.Type),
        ["typ security event"] = (h => h["typ"] = "secevent+jwt", TokenFault.Type),
        ["typ DPoP proof"] = (h => h["typ"] = "dpop+jwt", TokenFault.Type),
        ["typ with two prefixes"] = (h => h["typ"] = "application/application/at+jwt", TokenFault.Type),
        ["crit"] = (h => h["crit"] = new JsonArray("exp"), TokenFault.HeaderExtension),
        ["crit of b64"] = (h => { h["crit"] = new JsonArray("b64"); h["b64"] = true; }, TokenFault.HeaderExtension),
        ["crit empty"] = (h => h["crit"] = new JsonArray(), TokenFault.HeaderExtension),
        ["crit null"] = (h => h["crit"] = null, TokenFault.HeaderExtension),
        ["b64 false"] = (h => h["b64"] = false, TokenFault.HeaderExtension),
        ["zip"] = (h => h["zip"] = "DEF", TokenFault.HeaderExtension),
        ["enc"] = (h => h["enc"] = "A256GCM", TokenFault.HeaderExtension),
        ["kid number"] = (h => h["kid"] = 1, TokenFault.KeyIdForm),
        ["kid null"] = (h => h["kid"] = null, TokenFault.KeyIdForm),
        ["kid empty"] = (h => h["kid"] = "", TokenFault.KeyIdForm),
        ["kid long"] = (h => h["kid"] = new string('k', 257), TokenFault.KeyIdForm),
    };

    public static TheoryData<string> HeaderNames => [.. Headers.Keys];

    [Theory]
    [MemberData(nameof(HeaderNames))]
    public async Task Security_T2_Header_IsRefused(string header)
    {
        using var rig = await TokenRig.CreateAsync();

        await rig.ShouldRefuseAsync(Issuer.Token(header: Headers[header].Change), Headers[header].Fault);
    }

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("AT+JWT")]
    [InlineData("application/at+jwt")]
    [InlineData("Application/At+Jwt")]
    public async Task Security_T2_TypeInAnySpelling_IsAccepted(string type)
    {
        using var rig = await TokenRig.CreateAsync();

        await rig.ShouldAcceptAsync(Issuer.Token(header: h => h["typ"] = type));
    }

    [Fact]
    public async Task Security_T2_TypeJwt_IsAcceptedWhereConfigured()
    {
        using var rig = await TokenRig.CreateAsync(configure: o => o.Types.Add("JWT"));

        await rig.ShouldAcceptAsync(Issuer.Token(header: h => h["typ"] = "JWT"));
        await rig.ShouldRefuseAsync(Issuer.Token(header: h => h["typ"] = "at+jwt"), TokenFault.Type);
        await rig.ShouldRefuseAsync(Issuer.Token(header: h => h.Remove("typ")), TokenFault.Type);
    }

    [Fact]
    public async Task Security_T2_NoType_IsAcceptedWhereConfigured()
    {
        using var rig = await TokenRig.CreateAsync(configure: o => o.Types.Add(""));

        await rig.ShouldAcceptAsync(Issuer.Token(header: h => h.Remove("typ")));
        await rig.ShouldRefuseAsync(Issuer.Token(header: h => h["typ"] = ""), TokenFault.Type);
        await rig.ShouldRefuseAsync(Issuer.Token(header: h => h["typ"] = "JWT"), TokenFault.Type);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("RS384")]
    [InlineData("PS384")]
    [InlineData("RS512")]
    [InlineData("PS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public async Task Security_T2_ConfiguredAlgorithm_IsAccepted(string algorithm)
    {
        var key = algorithm[0] == 'E' ? TestKey.Ec("k", algorithm) : TestKeys.Rsa.As("k", algorithm);
        using var rig = await TokenRig.CreateAsync(new MemoryKeySource(TestIssuer.KeySet(key)), o => o.Algorithms.Add(algorithm));

        await rig.ShouldAcceptAsync(Issuer.Token(key: key));
    }

    [Fact]
    public async Task Security_T2_KeyThatTheTokenBrings_IsNeverUsed()
    {
        await using var server = await KeyServer.StartAsync();
        server.Keys = TestIssuer.KeySet(TestKeys.OtherEc.As("ec-1"));
        using var rig = await TokenRig.CreateAsync();
        void Bring(JsonObject header)
        {
            header["jwk"] = TestKeys.OtherEc.As("ec-1").Jwk();
            header["jku"] = server.KeysUrl.ToString();
            header["x5u"] = server.KeysUrl.ToString();
            header["x5c"] = new JsonArray("MIIB");
        }

        await rig.ShouldRefuseAsync(Issuer.Token(header: Bring, key: TestKeys.OtherEc.As("ec-1")), TokenFault.Signature);
        await rig.ShouldAcceptAsync(Issuer.Token(header: Bring));
        server.KeyReads.ShouldBe(0);
    }

    [Fact]
    public async Task Security_T2_PublicKeyUsedAsSharedKey_IsRefused()
    {
        using var rig = await TokenRig.CreateAsync();
        var parts = Issuer.Token(header: h => h["alg"] = "HS256", key: TestKeys.Rsa).Split('.');
        var secret = System.Text.Encoding.UTF8.GetBytes(TestKeys.Rsa.Jwk()["n"]!.GetValue<string>());
        var mac = System.Security.Cryptography.HMACSHA256.HashData(secret, System.Text.Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}"));

        await rig.ShouldRefuseAsync($"{parts[0]}.{parts[1]}.{TestIssuer.Encode(mac)}", TokenFault.Algorithm);
    }
}
