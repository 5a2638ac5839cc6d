using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using EdgeGuard.Edge.Authentication;
using EdgeGuard.Edge.Authentication.Keys;

namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>
/// Project Wycheproof's vectors at the JWS layer: form, header, key and signature, without claims. They are read from the folder that
/// <c>EDGEGUARD_VECTORS</c> names (which holds <c>wycheproof/</c>), and reported as skipped where it is not set.
/// </summary>
public class WycheproofTests
{
    /// <summary>
    /// Vectors whose verdict is "valid" and that are refused here because the key's own <c>alg</c> is not the token's (SECURITY T3): a PS256 key for
    /// PS384, and "ES521", which is no algorithm.
    /// </summary>
    private static readonly int[] StricterThanVector = [346, 347, 350, 351];

    private static readonly string? Folder = Environment.GetEnvironmentVariable("EDGEGUARD_VECTORS");

    private static readonly Dictionary<string, (JsonElement Keys, JsonElement Test)> Signatures = Load("json_web_signature_test.json");
    private static readonly Dictionary<string, (JsonElement Keys, JsonElement Test)> KeySets = Load("json_web_key_test.json");

    public static TheoryData<string> SignatureNames => [.. Signatures.Keys];

    public static TheoryData<string> KeySetNames => [.. KeySets.Keys];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(SignatureNames))]
    public void Security_T3_WycheproofSignature_HasItsVerdict(string name)
    {
        var (keys, test) = Signatures[name];
        var id = test.GetProperty("tcId").GetInt32();

        Verifies($$"""{"keys":[{{keys.GetRawText()}}]}""", test.GetProperty("jws").GetString()!)
            .ShouldBe(IsValid(test) && !IsSymmetric(keys) && !StricterThanVector.Contains(id));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(KeySetNames))]
    public void Security_T3_WycheproofKeySet_HasItsVerdict(string name)
    {
        var (keys, test) = KeySets[name];
        var symmetric = keys.GetProperty("keys").EnumerateArray().Any(IsSymmetric);

        Verifies(keys.GetRawText(), test.GetProperty("jws").GetString()!).ShouldBe(IsValid(test) && !symmetric);
    }

    [Fact]
    public void Vectors_AreAllThere()
    {
        Assert.SkipWhen(Folder is null, "EDGEGUARD_VECTORS is not set.");

        Signatures.Count.ShouldBe(401);
        KeySets.Count.ShouldBe(26);
        Signatures.Values.Count(vector => IsValid(vector.Test) && !IsSymmetric(vector.Keys)).ShouldBe(36);
    }

    private static bool Verifies(string keySet, string jws)
    {
        var keys = KeySetReader.Read(Encoding.UTF8.GetBytes(keySet), KeySet.Empty, out _);
        if (CompactToken.TryParse(jws, out var parts) != TokenFault.None
            || !StrictJson.TryParse(Base64Url.DecodeFromChars(jws.AsSpan(0, parts.HeaderLength)), out var document))
            return false;
        using (document)
        {
            return JoseHeader.TryRead(document.RootElement, out var header) == TokenFault.None
                && keys.Find(header.KeyId, header.Algorithm) is { } key
                && key.Verify(header.Algorithm, Encoding.ASCII.GetBytes(jws[..parts.SignedLength]), Base64Url.DecodeFromChars(jws.AsSpan(parts.SignedLength + 1)));
        }
    }

    private static bool IsValid(JsonElement test) => test.GetProperty("result").GetString() == "valid";

    private static bool IsSymmetric(JsonElement key) => key.GetProperty("kty").GetString() == "oct";

    private static Dictionary<string, (JsonElement Keys, JsonElement Test)> Load(string file)
    {
        if (Folder is null)
            return [];
        var root = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "wycheproof", file))).RootElement;
        return root.GetProperty("testGroups").EnumerateArray()
            .SelectMany(group => group.GetProperty("tests").EnumerateArray().Select(test => (Keys: group.TryGetProperty("public", out var key) ? key : group.GetProperty("private"), Test: test)))
            .ToDictionary(vector => $"{vector.Test.GetProperty("tcId")} {vector.Test.GetProperty("comment")}");
    }
}
