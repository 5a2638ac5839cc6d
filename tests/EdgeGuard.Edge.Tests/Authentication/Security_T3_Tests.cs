using System.Text.Json.Nodes;
using EdgeGuard.Edge.Authentication;

namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>SECURITY T3: which key verifies a token.</summary>
public class Security_T3_Tests
{
    private static readonly TestIssuer Issuer = new(TokenRig.Start);

    private static readonly Dictionary<string, Action<JsonObject>> KeyChanges = new()
    {
        ["use enc"] = k => k["use"] = "enc",
        ["use null"] = k => k["use"] = null,
        ["key_ops without verify"] = k => k["key_ops"] = new JsonArray("sign", "encrypt"),
        ["key_ops not a list"] = k => k["key_ops"] = "verify",
        ["alg of another curve"] = k => k["alg"] = "ES384",
        ["alg of encryption"] = k => k["alg"] = "ECDH-ES",
        ["alg unknown"] = k => k["alg"] = "ES257",
        ["alg number"] = k => k["alg"] = 1,
        ["kty of another type"] = k => k["kty"] = "RSA",
        ["kty unknown"] = k => k["kty"] = "OKP",
        ["kty absent"] = k => k.Remove("kty"),
        ["curve of another size"] = k => k["crv"] = "P-384",
        ["curve unknown"] = k => k["crv"] = "secp256k1",
        ["point off the curve"] = k => k["y"] = TestKeys.OtherEc.Jwk()["y"]!.GetValue<string>(),
        ["coordinate short"] = k => k["x"] = "AAAA",
        ["coordinate padded"] = k => k["x"] = k["x"]!.GetValue<string>() + "=",
        ["coordinate absent"] = k => k.Remove("y"),
        ["published private key"] = k => k["d"] = "AAAA",
        ["kid number"] = k => k["kid"] = 1,
        ["kid of another case"] = k => k["kid"] = "EC-1",
    };

    private static readonly Dictionary<string, Action<JsonObject>> RsaChanges = new()
    {
        ["exponent one"] = k => k["e"] = "AQ",
        ["exponent even"] = k => k["e"] = "BA",
        ["exponent huge"] = k => k["e"] = "AQAAAAE",
        ["modulus even"] = k => k["n"] = k["n"]!.GetValue<string>()[..^2] + "AA",
        ["modulus empty"] = k => k["n"] = "",
        ["modulus of 1024 bits behind zeros"] = k =>
            k["n"] = TestIssuer.Encode([.. new byte[128], .. System.Buffers.Text.Base64Url.DecodeFromChars(TestKeys.ShortRsa.Jwk()["n"]!.GetValue<string>())]),
        ["alg of another padding"] = k => k["alg"] = "PS256",
    };

    public static TheoryData<string> KeyNames => [.. KeyChanges.Keys];

    public static TheoryData<string> RsaNames => [.. RsaChanges.Keys];

    [Theory]
    [MemberData(nameof(KeyNames))]
    public async Task Security_T3_KeyThatMustNotVerify_IsNotUsed(string change)
    {
        var jwk = TestKeys.Ec.Jwk();
        KeyChanges[change](jwk);
        using var rig = await TokenRig.CreateAsync(new MemoryKeySource(TestIssuer.KeySet(jwk, TestKeys.Rsa.Jwk())));

        await rig.ShouldRefuseAsync(Issuer.Token(), TokenFault.Key);
        await rig.ShouldAcceptAsync(Issuer.Token(key: TestKeys.Rsa));
    }

    [Theory]
    [MemberData(nameof(RsaNames))]
    public async Task Security_T3_RsaKeyThatMustNotVerify_IsNotUsed(string change)
    {
        var jwk = TestKeys.Rsa.Jwk();
        RsaChanges[change](jwk);
        using var rig = await TokenRig.CreateAsync(new MemoryKeySource(TestIssuer.KeySet(jwk)));

        await rig.ShouldRefuseAsync(Issuer.Token(key: TestKeys.Rsa), TokenFault.Key);
    }

    [Fact]
    public async Task Security_T3_RsaKeyOf1024Bits_IsNotUsed()
    {
        using var rig = await TokenRig.CreateAsync(new MemoryKeySource(TestIssuer.KeySet(TestKeys.ShortRsa)));

        await rig.ShouldRefuseAsync(Issuer.Token(key: TestKeys.ShortRsa), TokenFault.Key);
    }

    [Fact]
    public async Task Security_T3_SharedKeyInTheSet_IsNotUsed()
    {
        var jwk = new JsonObject { ["kty"] = "oct", ["kid"] = "ec-1", ["k"] = new string('A', 43) };
        using var rig = await TokenRig.CreateAsync(new MemoryKeySource(TestIssuer.KeySet(jwk)));

        await rig.ShouldRefuseAsync(Issuer.Token(), TokenFault.Key);
    }

    [Fact]
    public async Task Security_T3_AlgorithmOtherThanTheKeysOwn_IsRefused()
    {
        using var rig = await TokenRig.CreateAsync();

        await rig.ShouldRefuseAsync(Issuer.Token(key: TestKeys.Rsa.As("rsa-1", "PS256")), TokenFault.Key);
    }

    [Fact]
    public async Task Security_T3_KeyWithoutAlgorithm_ServesThoseThatFitItsType()
    {
        using var rig = await TokenRig.CreateAsync(new MemoryKeySource(TestIssuer.KeySet(TestKeys.Rsa.Jwk(withAlgorithm: false))));

        await rig.ShouldAcceptAsync(Issuer.Token(key: TestKeys.Rsa));
        await rig.ShouldAcceptAsync(Issuer.Token(key: TestKeys.Rsa.As("rsa-1", "PS256")));
        await rig.ShouldRefuseAsync(Issuer.Token(key: TestKeys.Ec.As("rsa-1")), TokenFault.Key);
    }

    [Fact]
    public async Task Security_T3_KeyIdOfAnotherKey_IsNotTriedWithTheRightOne()
    {
        using var rig = await TokenRig.CreateAsync(new MemoryKeySource(TestIssuer.KeySet(TestKeys.Ec, TestKeys.OtherEc)));

        await rig.ShouldRefuseAsync(Issuer.Token(key: TestKeys.Ec.As("ec-2")), TokenFault.Signature);
    }

    [Fact]
    public async Task Security_T3_NoKeyId_IsAcceptedOnlyWhenOneKeyFits()
    {
        var source = new MemoryKeySource(TestIssuer.KeySet(TestKeys.Ec, TestKeys.Rsa));
        using var rig = await TokenRig.CreateAsync(source);
        await rig.ShouldAcceptAsync(Issuer.Token(key: TestKeys.Ec.As(null)));

        source.Document = TestIssuer.KeySet(TestKeys.Ec, TestKeys.OtherEc);
        await rig.Keys.RefreshAsync();

        await rig.ShouldRefuseAsync(Issuer.Token(payload: p => p["x"] = 1, key: TestKeys.Ec.As(null)), TokenFault.Key);
    }

    [Fact]
    public async Task Security_T3_TwoKeysOfOneId_AreBothRefused()
    {
        using var rig = await TokenRig.CreateAsync(new MemoryKeySource(TestIssuer.KeySet(TestKeys.Ec, TestKeys.OtherEc.As("ec-1"))));

        await rig.ShouldRefuseAsync(Issuer.Token(), TokenFault.Key);
    }

    [Fact]
    public async Task Security_T3_SameKeyListedTwice_IsOneKey()
    {
        using var rig = await TokenRig.CreateAsync(new MemoryKeySource(TestIssuer.KeySet(TestKeys.Ec, TestKeys.Ec)));

        await rig.ShouldAcceptAsync(Issuer.Token());
    }

    [Fact]
    public async Task Security_T3_AnotherIssuersKey_IsRefused()
    {
        using var rig = await TokenRig.CreateAsync();

        await rig.ShouldRefuseAsync(Issuer.Token(key: TestKeys.OtherEc.As("ec-1")), TokenFault.Signature);
        await rig.ShouldRefuseAsync(Issuer.Token(key: TestKeys.OtherEc), TokenFault.Key);
    }
}
