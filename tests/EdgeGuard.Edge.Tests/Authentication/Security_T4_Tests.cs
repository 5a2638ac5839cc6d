using System.Text.Json.Nodes;
using EdgeGuard.Edge.Authentication;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>SECURITY T4: what a payload must and must not say.</summary>
public class Security_T4_Tests
{
    private static readonly TestIssuer Issuer = new(TokenRig.Start);

    private static readonly Dictionary<string, (Action<JsonObject> Change, TokenFault Fault)> Payloads = new()
    {
        ["no iss"] = (p => p.Remove("iss"), TokenFault.Issuer),
        ["iss of another"] = (p => p["iss"] = "https://other.test", TokenFault.Issuer),
        ["iss with a slash"] = (p => p["iss"] = TestIssuer.Url + "/", TokenFault.Issuer),
        ["iss of other case"] = (p => p["iss"] = TestIssuer.Url.ToUpperInvariant(), TokenFault.Issuer),
        ["iss list"] = (p => p["iss"] = new JsonArray(TestIssuer.Url), TokenFault.Issuer),
        ["no aud"] = (p => p.Remove("aud"), TokenFault.Audience),
        ["aud of another"] = (p => p["aud"] = "other-api", TokenFault.Audience),
        ["aud of other case"] = (p => p["aud"] = "Documents-API", TokenFault.Audience),
        ["aud empty list"] = (p => p["aud"] = new JsonArray(), TokenFault.Audience),
        ["aud list without ours"] = (p => p["aud"] = new JsonArray("a", "b"), TokenFault.Audience),
        ["aud list with a number"] = (p => p["aud"] = new JsonArray(TestIssuer.Audience, 1), TokenFault.Audience),
        ["aud list in a list"] = (p => p["aud"] = new JsonArray(new JsonArray(TestIssuer.Audience)), TokenFault.Audience),
        ["aud object"] = (p => p["aud"] = new JsonObject { [TestIssuer.Audience] = 1 }, TokenFault.Audience),
        ["no exp"] = (p => p.Remove("exp"), TokenFault.Time),
        ["exp text"] = (p => p["exp"] = $"{Issuer.Now + 60}", TokenFault.Time),
        ["exp null"] = (p => p["exp"] = null, TokenFault.Time),
        ["exp list"] = (p => p["exp"] = new JsonArray(Issuer.Now + 60), TokenFault.Time),
        ["exp negative"] = (p => p["exp"] = -1, TokenFault.Time),
        ["exp huge"] = (p => p["exp"] = JsonNode.Parse("1e300"), TokenFault.Time),
        ["exp infinite"] = (p => p["exp"] = JsonNode.Parse("1e999"), TokenFault.Time),
        ["exp in milliseconds"] = (p => p["exp"] = (Issuer.Now + 60) * 1000, TokenFault.Time),
        ["exp at iat"] = (p => p["exp"] = Issuer.Now, TokenFault.Time),
        ["exp before iat"] = (p => { p["iat"] = Issuer.Now + 20; p["exp"] = Issuer.Now + 10; }, TokenFault.Time),
        ["no iat"] = (p => p.Remove("iat"), TokenFault.Time),
        ["iat text"] = (p => p["iat"] = $"{Issuer.Now}", TokenFault.Time),
        ["iat in the future"] = (p => p["iat"] = Issuer.Now + 61, TokenFault.NotYetValid),
        ["nbf text"] = (p => p["nbf"] = $"{Issuer.Now}", TokenFault.Time),
        ["nbf at exp"] = (p => p["nbf"] = Issuer.Now + 3600, TokenFault.Time),
        ["nbf in the future"] = (p => p["nbf"] = Issuer.Now + 61, TokenFault.NotYetValid),
        ["life too long"] = (p => p["exp"] = Issuer.Now + 86401, TokenFault.Lifetime),
        ["no sub"] = (p => p.Remove("sub"), TokenFault.Subject),
        ["sub empty"] = (p => p["sub"] = "", TokenFault.Subject),
        ["sub number"] = (p => p["sub"] = 17, TokenFault.Subject),
        ["sub null"] = (p => p["sub"] = null, TokenFault.Subject),
        ["sub long"] = (p => p["sub"] = new string('u', 257), TokenFault.Subject),
        ["sub with a line break"] = (p => p["sub"] = "user\r\nX-EdgeGuard-Roles: admin", TokenFault.Subject),
        ["sub with a null"] = (p => p["sub"] = "user\0", TokenFault.Subject),
        ["sub with DEL"] = (p => p["sub"] = "user\u007f17", TokenFault.Subject),
        ["sub with a C1 control"] = (p => p["sub"] = "user\u008517", TokenFault.Subject),
        ["sub with a blank before"] = (p => p["sub"] = " user-17", TokenFault.Subject),
        ["sub with a blank after"] = (p => p["sub"] = "user-17\u00a0", TokenFault.Subject),
        ["no tenant"] = (p => p.Remove("tenant"), TokenFault.Tenant),
        ["tenant list"] = (p => p["tenant"] = new JsonArray("acme"), TokenFault.Tenant),
        ["tenant with a tab"] = (p => p["tenant"] = "ac\tme", TokenFault.Tenant),
        ["tenant long"] = (p => p["tenant"] = new string('t', 257), TokenFault.Tenant),
        ["sid number"] = (p => p["sid"] = 4, TokenFault.Session),
        ["sid null"] = (p => p["sid"] = null, TokenFault.Session),
        ["sid with a line break"] = (p => p["sid"] = "a\nb", TokenFault.Session),
        ["ID token by at_hash"] = (p => p["at_hash"] = "x", TokenFault.NotAccessToken),
        ["ID token by c_hash"] = (p => p["c_hash"] = "x", TokenFault.NotAccessToken),
        ["logout token by events"] = (p => p["events"] = new JsonObject(), TokenFault.NotAccessToken),
        ["expired"] = (p => { p["iat"] = Issuer.Now - 60; p["exp"] = Issuer.Now - 1; }, TokenFault.Expired),
        ["expiring now"] = (p => { p["iat"] = Issuer.Now - 60; p["exp"] = Issuer.Now; }, TokenFault.Expired),
    };

    private static readonly Dictionary<string, Action<JsonObject>> GoodPayloads = new()
    {
        ["aud list"] = p => p["aud"] = new JsonArray("other", TestIssuer.Audience),
        ["iat within the skew"] = p => p["iat"] = Issuer.Now + 60,
        ["nbf within the skew"] = p => p["nbf"] = Issuer.Now + 60,
        ["expiring in a millisecond"] = p => p["exp"] = JsonNode.Parse($"{Issuer.Now}.001"),
        ["longest life"] = p => p["exp"] = Issuer.Now + 86400,
        ["exp with an exponent"] = p => p["exp"] = JsonNode.Parse($"{(Issuer.Now + 100) / 100}e2"),
        ["no sid"] = p => p.Remove("sid"),
        ["sub of 256"] = p => p["sub"] = new string('u', 256),
        ["sub beyond ASCII"] = p => p["sub"] = "jürgen 日本 😀",
        ["unknown claims"] = p => { p["scope"] = "a b"; p["roles"] = new JsonArray("x", new JsonObject()); },
    };

    public static TheoryData<string> PayloadNames => [.. Payloads.Keys];

    public static TheoryData<string> GoodNames => [.. GoodPayloads.Keys];

    [Theory]
    [MemberData(nameof(PayloadNames))]
    public async Task Security_T4_Payload_IsRefused(string payload)
    {
        using var rig = await TokenRig.CreateAsync();

        await rig.ShouldRefuseAsync(Issuer.Token(Payloads[payload].Change), Payloads[payload].Fault);
    }

    [Theory]
    [MemberData(nameof(GoodNames))]
    public async Task Security_T4_Payload_IsAccepted(string payload)
    {
        using var rig = await TokenRig.CreateAsync();

        await rig.ShouldAcceptAsync(Issuer.Token(GoodPayloads[payload]));
    }

    [Fact]
    public async Task Security_T4_FractionalTimes_KeepTheirMilliseconds()
    {
        using var rig = await TokenRig.CreateAsync(configure: o => o.NotBeforeSkew = TimeSpan.FromMilliseconds(250));

        var token = (await rig.AuthenticateAsync(Issuer.Token(p =>
        {
            p["iat"] = JsonNode.Parse($"{Issuer.Now - 1}.7509");
            p["exp"] = JsonNode.Parse($"{Issuer.Now + 9}.1239");
        }))).Token.ShouldNotBeNull();

        token.IssuedAt.ShouldBe(((Issuer.Now - 1) * 1000) + 500);
        token.ExpiresAt.ShouldBe(((Issuer.Now + 9) * 1000) + 123);
    }

    [Fact]
    public async Task Security_T4_ForgedExpiredToken_IsInvalidNotExpired()
    {
        using var rig = await TokenRig.CreateAsync();
        var expired = Issuer.Token(p => { p["iat"] = Issuer.Now - 60; p["exp"] = Issuer.Now - 1; }, key: TestKeys.OtherEc.As("ec-1"));

        await rig.ShouldRefuseAsync(expired, TokenFault.Signature);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("user\n17")]
    public async Task Security_T4_NoSubBesideAnotherSubjectClaim_IsRefused(string? sub)
    {
        using var rig = await TokenRig.CreateAsync(configure: o => o.SubjectClaim = "preferred_username");
        var token = Issuer.Token(p =>
        {
            p["preferred_username"] = "ada";
            if (sub is null)
                p.Remove("sub");
            else
                p["sub"] = sub;
        });

        await rig.ShouldRefuseAsync(token, TokenFault.Subject);
    }

    [Fact]
    public async Task Security_T4_ConfiguredClaims_NameTenantAndSubject()
    {
        using var rig = await TokenRig.CreateAsync(configure: o =>
        {
            o.TenantClaim = "https://example.test/org";
            o.SubjectClaim = "preferred_username";
            o.SubjectKey = SubjectKeyKind.UserName;
        });

        var token = (await rig.AuthenticateAsync(Issuer.Token(p =>
        {
            p["https://example.test/org"] = "globex";
            p["preferred_username"] = "Ada@Example.com";
        }))).Token.ShouldNotBeNull();

        token.Tenant.ShouldBe("globex");
        token.Subject.ShouldBe("Ada@Example.com");
        token.SubjectHash.ShouldBe(TokenRig.Hasher.Subject(TokenRig.Hasher.Tenant("globex"), SubjectKeyKind.UserName, "ada@example.com"));
    }
}
