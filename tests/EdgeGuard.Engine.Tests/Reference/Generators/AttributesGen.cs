using CsCheck;
using EdgeGuard.Engine.Snapshots;
using static EdgeGuard.Engine.Tests.Reference.Generators.Pool;

namespace EdgeGuard.Engine.Tests.Reference.Generators;

/// <summary>What a question and the directory know for rules to read.</summary>
internal static class AttributesGen
{
    private static readonly string[] ClaimNames = ["email", "email_verified", "tenantId", "id", "sub", "a", "extra", "constructor", "a.b"];

    private static readonly string[] NoAttributes =
    [
        null!, "", "null", "[]", "7", "{", """{"a":null}""", """{"a":{"b":1}}""", """{"a":[[1]]}""", """{"a":[null]}""",
        """{"a":{"date":"nonsense"}}""", """{"a":{}}""", """{"":1}""",
        "{\"a\":\"\ud800\"}", "{}" + new string(' ', StateLimits.MaxAttributes),
    ];

    /// <summary>What rules ask for, and callers supply with or without right, beside <see cref="Typical"/>.</summary>
    public static readonly string[] Names =
    [
        "__proto__", "toString", "subject.email", "subject.userId", "subject.__proto__", "subject.emailVerified", "frontegg.email",
        "frontegg.emailVerified", "frontegg.tenantId",
        "frontegg.userId", "frontegg.other", "jwt.plan", "jwt.age", "jwt.email", "jwt.id", "jwt.extra", "jwt.a.b", "jwt.a.0", "jwt.constructor",
    ];

    /// <summary>Attributes that are mostly of one type.</summary>
    public static readonly (string Name, Gen<string> Value)[] Typical =
    [
        ("plan", ValuesGen.Text), ("age", ValuesGen.Number), ("vip", ValuesGen.Truth), ("tags", ValuesGen.List(ValuesGen.Text)),
        ("when", ValuesGen.Date.Select(date => $$"""{"date":{{date}}}""")),
    ];

    public static readonly string[] TypicalNames = [.. Typical.Select(one => one.Name)];

    private static readonly Gen<(string Name, string Value)> TypicalOne = Any(Typical).SelectMany(one => one.Value.Select(value => (one.Name, value)));

    // Never a Date, and now and then there but null or empty.
    private static readonly Gen<(string Name, string Value)> TypicalClaim = Gen.Frequency(
        (3, TypicalOne.Where(one => one.Name != "when")), (1, Named(["plan", "age"], Any("null", "{}", "[]"))));

    public static Gen<string> Known { get; } =
        ValuesGen.Object(Gen.Frequency((3, TypicalOne), (1, Named(["email", "userId", "__proto__", "plan", "when"], ValuesGen.Known))), 4, 8);

    public static Gen<string> KnownOrNot { get; } = Gen.Frequency((20, Known), (1, Any(NoAttributes)));

    public static Gen<Attributes> OfQuestion { get; } = Gen.Frequency(
        (1, Gen.Const(Attributes.None)),
        (12, Gen.Select(
            ValuesGen.Object(Gen.Frequency((5, TypicalOne), (1, Named(TypicalNames, ValuesGen.Custom)), (3, Named(Names, ValuesGen.Custom))), 8, 16),
            ValuesGen.Object(Gen.OneOf(TypicalClaim, Named(ClaimNames, ValuesGen.Claim)), 0, 10),
            (custom, claims) => new Attributes(custom, claims))));

    private static Gen<(string Name, string Value)> Named(string[] names, Gen<string> value) => Gen.Select(Any(names), value, (name, json) => (name, json));
}
