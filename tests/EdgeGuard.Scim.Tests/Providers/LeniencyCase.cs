using EdgeGuard.Scim.Protocol.Profiles;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>A request that passes where a leniency is granted and is refused elsewhere.</summary>
/// <param name="Leniency">The one that it needs, and no other.</param>
/// <param name="Profiles">The profiles that grant it.</param>
/// <param name="Method">Of the request.</param>
/// <param name="Path">USER and GROUP stand for resources that are there.</param>
/// <param name="Body">Null for none. OTHER stands for a second user's id.</param>
/// <param name="ScimType">Of the refusal, which is a 400; null where nothing is refused but <paramref name="Shows"/> is not shown.</param>
/// <param name="Shows">What the answer holds where it passes; null for anything.</param>
internal sealed record LeniencyCase(
    Leniency Leniency, string Profiles, string Method, string Path, string? Body, string? ScimType, string? Shows = null)
{
    private const string User = "\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"]";
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    public static IReadOnlyList<LeniencyCase> All { get; } =
    [
        Patch(Leniency.TextBooleans, "any entra", "USER", """{"op":"replace","path":"active","value":"False"}""", "invalidValue", "\"active\":false"),
        Post(Leniency.TextBooleans, "any entra", ""","active":"TRUE" """, "invalidValue", "\"active\":true"),
        new(Leniency.TextBooleans, "any entra", "GET", "Users?filter=active%20eq%20%22False%22", null, "invalidFilter"),
        Patch(
            Leniency.BareValues, "any entra", "USER", $$"""{"op":"add","path":"{{Enterprise}}:manager","value":"m1"}""", "invalidValue",
            "\"manager\":{\"value\":\"m1\"}"),
        Patch(Leniency.BareValues, "any entra", "GROUP", """{"op":"add","path":"members","value":["OTHER"]}""", "invalidValue"),
        Post(Leniency.SingleValues, "any onelogin", ""","emails":{"value":"a@x"}""", "invalidValue", "\"emails\":[{\"value\":\"a@x\"}]"),
        Patch(Leniency.SingleValues, "any onelogin", "GROUP", """{"op":"add","path":"members","value":{"value":"OTHER"}}""", "invalidValue"),
        Patch(
            Leniency.WrappedValues, "any entra", "USER", """{"op":"replace","path":"title","value":[{"$ref":null,"value":"Boss"}]}""", "invalidValue",
            "\"title\":\"Boss\""),
        Post(Leniency.EmptyTexts, "any okta onelogin jumpcloud", ""","title":"","active":"" """, "invalidValue"),
        Post(
            Leniency.SeveralPrimaries, "any onelogin ping", ""","emails":[{"value":"a@x","primary":true},{"value":"b@x","primary":true}]""", "invalidValue",
            "\"emails\":[{\"value\":\"a@x\",\"primary\":true},{\"value\":\"b@x\",\"primary\":false}]"),
        Post(Leniency.UnknownAttributes, "any entra okta onelogin google ping jumpcloud", ""","colour":"red" """, "invalidSyntax"),
        Patch(
            Leniency.UnknownAttributes, "any entra okta onelogin google ping jumpcloud", "USER", """{"op":"replace","value":{"colour":"red","title":"Boss"}}""",
            "invalidPath", "\"title\":\"Boss\""),
        new(
            Leniency.ForeignSchemas, "any entra okta onelogin google ping jumpcloud", "POST", "Users",
            """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","http://example.com/own"],"userName":"new"}""", "invalidValue"),
        new(
            Leniency.WithoutCoreSchema, "any onelogin", "POST", "Users",
            $$"""{"schemas":["{{Enterprise}}"],"userName":"new"}""", "invalidValue"),
        Patch(
            Leniency.ForeignPaths, "any entra", "USER",
            """{"op":"add","path":"urn:example:own:User:tag","value":"x"},{"op":"replace","path":"title","value":"Boss"}""", "invalidPath", "\"title\":\"Boss\""),
        Patch(
            Leniency.KeyPaths, "any entra", "USER", """{"op":"replace","value":{"name.givenName":"Ann"}}""", "invalidPath", "\"name\":{\"givenName\":\"Ann\"}"),
        Patch(
            Leniency.KeyPaths, "any entra", "USER", $$$"""{"op":"replace","value":{"{{{Enterprise}}}:department":"Sales"}}""", "invalidPath",
            """{"department":"Sales"}"""),
        Patch(Leniency.RepeatedId, "any okta", "GROUP", """{"op":"replace","value":{"id":"other","displayName":"Team B"}}""", "mutability"),
        Patch(
            Leniency.CreateUnmatched, "any entra", "USER", """{"op":"replace","path":"emails[type eq \"work\"].value","value":"w@x"}""", "noTarget",
            "\"emails\":[{\"value\":\"w@x\",\"type\":\"work\"}]"),
        Patch(Leniency.RemoveListed, "any entra ping jumpcloud", "GROUP", """{"op":"remove","path":"members","value":[{"value":"OTHER"}]}""", "invalidValue"),
        Patch(
            Leniency.RemoveListed, "any entra ping jumpcloud", "USER", """{"op":"remove","path":"phoneNumbers","value":[{"value":"1"}]}""", "invalidValue",
            "\"phoneNumbers\":[{\"value\":\"2\",\"type\":\"home\"}]"),
        new(Leniency.ShortNames, "any entra", "GET", "Users?filter=manager%20eq%20%22m1%22", null, "invalidFilter"),
    ];

    public bool Passes(string profile) => Profiles.Split(' ').Contains(profile);

    public override string ToString() => $"{Leniency} {Method} {Path}";

    private static LeniencyCase Post(Leniency leniency, string profiles, string members, string scimType, string? shows = null) =>
        new(leniency, profiles, "POST", "Users", "{" + User + ",\"userName\":\"new\"" + members + "}", scimType, shows);

    private static LeniencyCase Patch(Leniency leniency, string profiles, string target, string operations, string scimType, string? shows = null) =>
        new(
            leniency,
            profiles,
            "PATCH",
            target == "USER" ? "Users/USER" : "Groups/GROUP",
            "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[" + operations + "]}",
            scimType,
            shows);
}
