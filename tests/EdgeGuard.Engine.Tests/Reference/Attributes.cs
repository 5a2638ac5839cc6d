using System.Collections.Immutable;
using System.Text.Json;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>
/// What a question brings for rules, as JSON objects: attributes that the caller names (with <c>{"date": ...}</c> for a Date), and the
/// claims of its token (SEMANTICS section 6).
/// </summary>
internal sealed record Attributes(string Custom, string Claims)
{
    public static Attributes None { get; } = new("{}", "{}");

    private static readonly ImmutableDictionary<string, string> DerivedFrom = ImmutableDictionary<string, string>.Empty
        .Add("email", "email").Add("emailVerified", "email_verified").Add("tenantId", "tenantId").Add("userId", "id");

    /// <summary>The same as the engine takes it.</summary>
    public AttributeSet Prepare() => AttributeSet.From(Json.Parse(Custom), Json.Parse(Claims));

    /// <summary>The value under a name; null when it is missing. <paramref name="directory"/>: what the directory knows of the user.</summary>
    public Value? Find(string name, string? directory)
    {
        const string Subject = "subject.";
        const string Vendor = "frontegg.";
        const string Token = "jwt.";

        if (name.StartsWith(Subject, StringComparison.Ordinal))
            return OfSubject(name[Subject.Length..], directory);
        if (name.StartsWith(Vendor, StringComparison.Ordinal) && DerivedFrom.ContainsKey(name[Vendor.Length..]))
            return OfSubject(name[Vendor.Length..], directory);
        if (name.StartsWith(Token, StringComparison.Ordinal) && FlatClaims().TryGetValue(name[Token.Length..], out var claim))
            return ReadClaim(claim);
        return Member(Custom, name) is { } custom ? Read(custom) : null;
    }

    private Value? OfSubject(string name, string? directory)
    {
        if (directory is not null && Member(directory, name) is { } known)
            return Read(known);
        return DerivedFrom.TryGetValue(name, out var claimName) && Member(Claims, claimName) is { } claim ? ReadClaim(claim) : null;
    }

    private static JsonElement? Member(string json, string name) => Json.Parse(json).TryGetProperty(name, out var value) ? value : null;

    private Dictionary<string, JsonElement> FlatClaims()
    {
        var flat = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        void Step(JsonElement parent, string path)
        {
            foreach (var (key, value) in Json.Members(parent))
            {
                if (Json.Members(value).Any())
                    Step(value, path + key + ".");
                else
                    flat[path + key] = value;
            }
        }

        Step(Json.Parse(Claims), "");
        return flat;
    }

    /// <summary>An attribute of the caller or the directory.</summary>
    private static Value? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.TryGetProperty("date", out var date) && JavaScriptDate.Of(date) is { } time ? new Value.Date(time) : null,
        JsonValueKind.Array => new Value.List([.. json.EnumerateArray().Select(Read)]),
        _ => ReadPlain(json),
    };

    /// <summary>A claim: nothing in a token is a Date.</summary>
    private static Value? ReadClaim(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new Value.Thing(),
        JsonValueKind.Array => new Value.List([.. json.EnumerateArray().Select(ReadClaim)]),
        _ => ReadPlain(json),
    };

    private static Value? ReadPlain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new Value.Text(json.GetString()!),
        JsonValueKind.Number => new Value.Number(json.GetDouble()),
        JsonValueKind.True => new Value.Truth(true),
        JsonValueKind.False => new Value.Truth(false),
        _ => null,
    };
}
