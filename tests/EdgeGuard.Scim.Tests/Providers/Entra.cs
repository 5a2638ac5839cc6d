using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>Bodies as Entra ID's provisioning service sends them.</summary>
internal static class Entra
{
    public const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /// <summary>The POST of a user with the attribute mappings that a new application has.</summary>
    public static string User(string userName, string externalId) =>
        $$"""
        {"schemas":["{{ScimClient.UserSchema}}","{{Enterprise}}"],"externalId":"{{externalId}}","userName":"{{userName}}","active":true,
         "emails":[{"primary":true,"type":"work","value":"{{userName}}"}],"meta":{"resourceType":"User"},
         "name":{"formatted":"givenName familyName","familyName":"familyName","givenName":"givenName"},"roles":[]}
        """;

    /// <summary>The POST of a group, with a schema of Entra's own.</summary>
    public static string Group(string displayName, string externalId) =>
        $$$"""
        {"schemas":["{{{ScimClient.GroupSchema}}}","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
         "externalId":"{{{externalId}}}","displayName":"{{{displayName}}}","meta":{"resourceType":"Group"}}
        """;

    /// <summary>The operation that puts members into a group.</summary>
    public static string Add(params IEnumerable<string> ids) => $$"""{"op":"Add","path":"members","value":[{{Members(ids)}}]}""";

    /// <summary>The operation that takes members out of a group: with a value, against RFC 7644 section 3.5.2.2.</summary>
    public static string Remove(params IEnumerable<string> ids) => $$"""{"op":"Remove","path":"members","value":[{{Members(ids)}}]}""";

    private static string Members(IEnumerable<string> ids) => string.Join(',', ids.Select(id => $$"""{"$ref":null,"value":"{{id}}"}"""));
}
