using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>Bodies as Okta sends them.</summary>
internal static class Okta
{
    /// <summary>The POST of an assigned user, and the PUT of a changed profile.</summary>
    public static string User(string userName, string externalId, bool active = true, string more = "") =>
        $$"""
        {"schemas":["{{ScimClient.UserSchema}}"],"userName":"{{userName}}","name":{"givenName":"Test","familyName":"User"},
         "emails":[{"primary":true,"value":"{{userName}}","type":"work"}],"displayName":"Test User","locale":"en-US","externalId":"{{externalId}}",
         "groups":[],"password":"1mz050nq","active":{{(active ? "true" : "false")}}{{more}}}
        """;

    /// <summary>The operation of a catalogue application that assigns or unassigns a user.</summary>
    public static string SetActive(bool active) => $$$"""{"op":"replace","value":{"active":{{{(active ? "true" : "false")}}}}}""";

    /// <summary>The operation that Okta puts before each change of members.</summary>
    public static string Rename(string id, string displayName) => $$$"""{"op":"replace","value":{"id":"{{{id}}}","displayName":"{{{displayName}}}"}}""";

    public static string Remove(string user) => $$"""{"op":"remove","path":"members[value eq \"{{user}}\"]"}""";

    public static string Add(params IEnumerable<string> users) =>
        $$"""{"op":"add","path":"members","value":[{{string.Join(',', users.Select(Member))}}]}""";

    private static string Member(string user) => $$"""{"value":"{{user}}","display":"test.user@okta.local"}""";
}
