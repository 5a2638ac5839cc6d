using System.Buffers.Text;
using System.Text;
using CsCheck;
using EdgeGuard.Edge.Authentication;

namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>Properties over damaged tokens: nothing throws, and nothing but the signed text validates.</summary>
public class TokenFuzzTests
{
    private static readonly TestIssuer Issuer = new(TokenRig.Start);
    private static readonly string Good = Issuer.Token();

    private static readonly Gen<char> AnyChar = Gen.Frequency(
        (6, Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"]), (2, Gen.Char["=.+/ \n{}\"%"]), (1, Gen.Char));

    private static readonly Gen<Func<string, string>> Edit = Gen.OneOf(
        Gen.Select(Gen.Int[0, 4000], AnyChar, (at, c) => (Func<string, string>)(text => At(text, at, (t, i) => t[..i] + c + t[(i + 1)..]))),
        Gen.Select(Gen.Int[0, 4000], AnyChar, (at, c) => (Func<string, string>)(text => At(text, at, (t, i) => t[..i] + c + t[i..]))),
        Gen.Int[0, 4000].Select(at => (Func<string, string>)(text => At(text, at, (t, i) => t[..i] + t[(i + 1)..]))),
        Gen.Int[0, 4000].Select(at => (Func<string, string>)(text => At(text, at, (t, i) => t[..i]))),
        Gen.Select(Gen.Int[0, 4000], Gen.Int[0, 4000], (a, b) => (Func<string, string>)(text => At(text, a, (t, i) => t[i..] + t[..(b % Math.Max(1, i))]))));

    [Fact]
    public async Task Authenticate_EditedToken_NeverThrowsNeverValidates()
    {
        using var rig = await TokenRig.CreateAsync();

        Edit.Array[1, 4].Select(edits => edits.Aggregate(Good, (text, edit) => edit(text))).Sample(
            token => Authenticate(rig, token) == (token == Good), iter: 20_000);
    }

    [Fact]
    public async Task Authenticate_EditedHeaderRightlySigned_NeverThrows()
    {
        using var rig = await TokenRig.CreateAsync();
        var header = TestIssuer.Header(TestKeys.Ec).ToJsonString();
        var payload = Issuer.Payload().ToJsonString();

        Edit.Array[1, 3].Select(edits => edits.Aggregate(header, (text, edit) => edit(text))).Sample(
            json => { Authenticate(rig, Issuer.Sign(json, payload)); }, iter: 2_000);
    }

    [Fact]
    public async Task Authenticate_EditedPayloadRightlySigned_NeverThrows()
    {
        using var rig = await TokenRig.CreateAsync();
        var header = TestIssuer.Header(TestKeys.Ec).ToJsonString();
        var payload = Issuer.Payload().ToJsonString();

        Edit.Array[1, 3].Select(edits => edits.Aggregate(payload, (text, edit) => edit(text))).Sample(
            json => { Authenticate(rig, Issuer.Sign(header, json)); }, iter: 2_000);
    }

    [Fact]
    public async Task Authenticate_RandomBytesRightlySigned_NeverThrowsNeverValidates()
    {
        using var rig = await TokenRig.CreateAsync();

        Gen.Select(Gen.Byte.Array[0, 80], Gen.Byte.Array[0, 80]).Sample(
            (header, payload) => !Authenticate(rig, Issuer.SignParts(TestIssuer.Encode(header), TestIssuer.Encode(payload))), iter: 2_000);
    }

    [Fact]
    public void IsExactBase64Url_AnyText_HoldsForExactlyOneSpelling() =>
        AnyChar.Array[0, 12].Select(chars => new string(chars)).Sample(
            text => CompactToken.IsExactBase64Url(text) == (Decode(text) is { } bytes && Base64Url.EncodeToString(bytes) == text), iter: 50_000);

    private static byte[]? Decode(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool Authenticate(TokenRig rig, string token)
    {
        var outcome = rig.Authenticator.AuthenticateAsync(token, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return outcome.Token is not null;
    }

    private static string At(string text, int at, Func<string, int, string> edit) => text.Length == 0 ? text : edit(text, at % text.Length);
}
