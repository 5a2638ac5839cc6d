using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>
/// Signs tokens as an issuer would, and also such as no issuer should: whatever is changed is changed before signing, so that only the
/// rule under test can refuse the token.
/// </summary>
internal sealed class TestIssuer(DateTimeOffset now)
{
    public const string Url = "https://issuer.test";
    public const string Audience = "documents-api";

    /// <summary>Seconds since 1970 of <c>now</c>.</summary>
    public long Now { get; } = now.ToUnixTimeSeconds();

    /// <summary>The key that signs when no other is named.</summary>
    public TestKey Key { get; init; } = TestKeys.Ec;

    /// <summary>A good token, with changes.</summary>
    public string Token(Action<JsonObject>? payload = null, Action<JsonObject>? header = null, TestKey? key = null)
    {
        key ??= Key;
        var headerJson = Header(key);
        header?.Invoke(headerJson);
        var payloadJson = Payload();
        payload?.Invoke(payloadJson);
        return Sign(headerJson.ToJsonString(), payloadJson.ToJsonString(), key);
    }

    /// <summary>A token of this header text.</summary>
    public string WithHeader(string json) => Sign(json, Payload().ToJsonString(), Key);

    /// <summary>A token of this payload text.</summary>
    public string WithPayload(string json) => Sign(Header(Key).ToJsonString(), json, Key);

    /// <summary>Signs any header and payload.</summary>
    public string Sign(string header, string payload, TestKey? key = null) =>
        SignParts(Encode(Encoding.UTF8.GetBytes(header)), Encode(Encoding.UTF8.GetBytes(payload)), key);

    /// <summary>Signs any two parts, well formed or not.</summary>
    public string SignParts(string header, string payload, TestKey? key = null)
    {
        key ??= Key;
        return $"{header}.{payload}.{Encode(key.Sign(Encoding.UTF8.GetBytes($"{header}.{payload}"), key.Algorithm))}";
    }

    public static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    public static JsonObject Header(TestKey key)
    {
        var header = new JsonObject { ["alg"] = key.Algorithm, ["typ"] = "at+jwt" };
        if (key.Id is not null)
            header["kid"] = key.Id;
        return header;
    }

    public JsonObject Payload() => new()
    {
        ["iss"] = Url,
        ["aud"] = Audience,
        ["sub"] = "user-17",
        ["tenant"] = "acme",
        ["iat"] = Now,
        ["exp"] = Now + 3600,
        ["sid"] = "session-4",
    };

    public static string KeySet(params IEnumerable<JsonObject> keys) =>
        new JsonObject { ["keys"] = new JsonArray([.. keys]) }.ToJsonString();

    public static string KeySet(params IEnumerable<TestKey> keys) => KeySet(keys.Select(key => key.Jwk()));
}
