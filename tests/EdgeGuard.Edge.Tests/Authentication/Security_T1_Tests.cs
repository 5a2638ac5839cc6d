using System.Text;
using System.Text.Json.Nodes;
using EdgeGuard.Edge.Authentication;

namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>SECURITY T1: the form of a token.</summary>
public class Security_T1_Tests
{
    private static readonly TestIssuer Issuer = new(TokenRig.Start);
    private static readonly string Good = Issuer.Token();
    private static readonly string[] Parts = Good.Split('.');

    private static readonly Dictionary<string, (string Token, TokenFault Fault)> Forms = new()
    {
        ["empty"] = ("", TokenFault.NotCompact),
        ["no dots"] = ("abcd", TokenFault.NotCompact),
        ["only dots"] = ("..", TokenFault.NotCompact),
        ["two parts"] = ($"{Parts[0]}.{Parts[1]}", TokenFault.NotCompact),
        ["four parts"] = (Good + ".AAAA", TokenFault.NotCompact),
        ["trailing dot"] = (Good + ".", TokenFault.NotCompact),
        ["leading dot"] = ("." + Good, TokenFault.NotCompact),
        ["no header"] = ($".{Parts[1]}.{Parts[2]}", TokenFault.NotCompact),
        ["no signature"] = ($"{Parts[0]}.{Parts[1]}.", TokenFault.NotCompact),
        ["no payload"] = (Issuer.SignParts(Parts[0], ""), TokenFault.PayloadJson),
        ["JWE of five parts"] = (string.Join('.', Parts[0], "AAAA", "AAAA", "AAAA", "AAAA"), TokenFault.NotCompact),
        ["JSON serialization"] = ($$"""{"protected":"{{Parts[0]}}","payload":"{{Parts[1]}}","signature":"{{Parts[2]}}"}""", TokenFault.NotCompact),
        ["blank before"] = (" " + Good, TokenFault.NotBase64Url),
        ["blank after"] = (Good + " ", TokenFault.NotBase64Url),
        ["line break inside"] = (Issuer.SignParts(Parts[0], Parts[1].Insert(8, "\n")), TokenFault.NotBase64Url),
        ["tab inside"] = (Issuer.SignParts(Parts[0].Insert(4, "\t"), Parts[1]), TokenFault.NotBase64Url),
        ["null inside"] = (Issuer.SignParts(Parts[0].Insert(4, "\0"), Parts[1]), TokenFault.NotBase64Url),
        ["plus sign"] = (Issuer.SignParts(Parts[0], Parts[1] + "+"), TokenFault.NotBase64Url),
        ["slash"] = (Issuer.SignParts(Parts[0], Parts[1] + "/"), TokenFault.NotBase64Url),
        ["beyond ASCII"] = (Issuer.SignParts(Parts[0], Parts[1][..^1] + "é"), TokenFault.NotBase64Url),
        ["full-width letter"] = (Good[..^1] + "Ａ", TokenFault.NotBase64Url),
        ["padded signature"] = (Good + "==", TokenFault.NotBase64Url),
        ["padded payload"] = (Issuer.SignParts(Parts[0], Spelled("""{"iss":"x"}""") + "="), TokenFault.NotBase64Url),
        ["impossible length"] = (Good[..^1], TokenFault.NotBase64Url),
        ["stray bits in signature"] = (WithStrayBit(Good), TokenFault.NotBase64Url),
        ["stray bits in payload"] = (Issuer.SignParts(Parts[0], WithStrayBit(Spelled(Pad(Issuer.Payload(), 1)))), TokenFault.NotBase64Url),
        ["stray bits in header"] = (Issuer.SignParts(WithStrayBit(Spelled(Pad(TestIssuer.Header(TestKeys.Ec), 2))), Parts[1]), TokenFault.NotBase64Url),
        ["longer than 16 KiB"] = (new string('A', CompactToken.MaxLength + 1), TokenFault.TooLong),
    };

    /// <summary>Text that is not one strict JSON object; the bytes are Latin-1 so that broken UTF-8 can be written down.</summary>
    private static readonly Dictionary<string, Func<string, string>> Damages = new()
    {
        ["array"] = good => $"[{good}]",
        ["text"] = _ => "\"text\"",
        ["number"] = _ => "1",
        ["null"] = _ => "null",
        ["nothing"] = _ => " ",
        ["text after"] = good => good + "x",
        ["second object after"] = good => good + "{}",
        ["null byte after"] = good => good + "\0",
        ["cut"] = good => good[..^1],
        ["trailing comma"] = good => good[..^1] + ",}",
        ["comment"] = good => good[..^1] + "/**/}",
        ["single quotes"] = good => good.Replace('"', '\''),
        ["duplicate name"] = good => good[..^1] + ""","x":1,"x":1}""",
        ["duplicate name, escaped"] = good => good[..^1] + ""","xy":1,"\u0078y":1}""",
        ["duplicate name in an object"] = good => good[..^1] + ""","x":{"y":1,"y":2}}""",
        ["duplicate name in an array"] = good => good[..^1] + ""","x":[[{"y":1,"y":2}]]}""",
        ["byte order mark"] = good => "\u00ef\u00bb\u00bf" + good,
        ["broken UTF-8"] = good => good[..^1] + ",\"x\":\"\u00ff\"}",
        ["overlong UTF-8"] = good => good[..^1] + ",\"x\":\"\u00c0\u00af\"}",
        ["surrogate in UTF-8"] = good => good[..^1] + ",\"x\":\"\u00ed\u00a0\u0080\"}",
        ["half a surrogate pair"] = good => good[..^1] + ""","x":"\ud800"}""",
        ["half a surrogate pair as name"] = good => good[..^1] + ""","\udc00":1}""",
        ["control character in text"] = good => good[..^1] + ",\"x\":\"\n\"}",
        ["NaN"] = good => good[..^1] + ""","x":NaN}""",
        ["leading zero"] = good => good[..^1] + ""","x":01}""",
        ["depth 17"] = good => good[..^1] + ",\"x\":" + Nested(16) + "}",
    };

    public static TheoryData<string> FormNames => [.. Forms.Keys];

    public static TheoryData<string> DamageNames => [.. Damages.Keys];

    [Theory]
    [MemberData(nameof(FormNames))]
    public async Task Security_T1_Form_IsRefused(string form)
    {
        using var rig = await TokenRig.CreateAsync();

        await rig.ShouldRefuseAsync(Forms[form].Token, Forms[form].Fault);
    }

    [Theory]
    [MemberData(nameof(DamageNames))]
    public async Task Security_T1_HeaderThatIsNotOneStrictObject_IsRefused(string damage)
    {
        using var rig = await TokenRig.CreateAsync();
        var json = Encoding.Latin1.GetBytes(Damages[damage](TestIssuer.Header(TestKeys.Ec).ToJsonString()));

        await rig.ShouldRefuseAsync(Issuer.SignParts(TestIssuer.Encode(json), Parts[1]), TokenFault.HeaderJson);
    }

    [Theory]
    [MemberData(nameof(DamageNames))]
    public async Task Security_T1_PayloadThatIsNotOneStrictObject_IsRefused(string damage)
    {
        using var rig = await TokenRig.CreateAsync();
        var json = Encoding.Latin1.GetBytes(Damages[damage](Issuer.Payload().ToJsonString()));

        await rig.ShouldRefuseAsync(Issuer.SignParts(Parts[0], TestIssuer.Encode(json)), TokenFault.PayloadJson);
    }

    [Fact]
    public async Task Security_T1_GoodToken_IsAcceptedWithAllThatItSays()
    {
        using var rig = await TokenRig.CreateAsync();

        var token = (await rig.AuthenticateAsync(Good)).Token.ShouldNotBeNull();

        var tenant = TokenRig.Hasher.Tenant("acme");
        token.IssuerName.ShouldBe("test");
        token.Tenant.ShouldBe("acme");
        token.TenantHash.ShouldBe(tenant);
        token.Subject.ShouldBe("user-17");
        token.SubjectHash.ShouldBe(TokenRig.Hasher.Subject(tenant, Engine.Hashing.SubjectKeyKind.ExternalId, "user-17"));
        token.IssuedAt.ShouldBe((Issuer.Now - 5) * 1000);
        token.ExpiresAt.ShouldBe((Issuer.Now + 3600) * 1000);
        token.SessionId.ShouldBe("session-4");
        token.ToClaim().ShouldBe(new Engine.Decisions.SubjectClaim(token.TenantHash, token.SubjectHash, token.IssuedAt));
    }

    [Fact]
    public async Task Security_T1_LegalJsonOfAnotherStyle_IsAccepted()
    {
        using var rig = await TokenRig.CreateAsync();
        var header = """ { "\u0061lg" : "ES256" , "kid":"ec-1", "typ":"at+jwt" } """;
        var payload = Issuer.Payload().ToJsonString()[..^1] + ",\"x\":" + Nested(15) + ",\"\\ud83d\\ude00\":\"\\ud83d\\ude00\"}\r\n";

        await rig.ShouldAcceptAsync(Issuer.Sign(header, payload));
    }

    [Fact]
    public async Task Security_T1_TokenOfAlmost16KiB_IsAccepted()
    {
        using var rig = await TokenRig.CreateAsync();
        var room = ((CompactToken.MaxLength - Good.Length) / 4 * 3) - 12;

        var token = Issuer.Token(payload => payload["x"] = new string('x', room));

        token.Length.ShouldBeInRange(CompactToken.MaxLength - 32, CompactToken.MaxLength);
        await rig.ShouldAcceptAsync(token);
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string Spelled(string json) => TestIssuer.Encode(Encoding.UTF8.GetBytes(json));

    /// <summary>Blanks after the object until its length leaves the given remainder, so that its spelling has spare bits.</summary>
    private static string Pad(JsonObject json, int remainder)
    {
        var text = json.ToJsonString();
        while (text.Length % 3 != remainder)
            text += " ";
        return text;
    }

    /// <summary>Sets a bit of the last symbol that decoding drops.</summary>
    private static string WithStrayBit(string text)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return text[..^1] + Alphabet[Alphabet.IndexOf(text[^1]) | 1];
    }
}
