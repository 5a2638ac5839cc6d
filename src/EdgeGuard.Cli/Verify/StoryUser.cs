using System.Text.Json.Nodes;

namespace EdgeGuard.Cli.Verify;

/// <summary>A user as the identity provider knows them.</summary>
internal sealed class StoryUser(string externalId, string localPart)
{
    public string ExternalId { get; } = externalId;

    public string UserName { get; } = $"{localPart}@acme.example";

    /// <summary>The <c>id</c> that scim gave; empty before.</summary>
    public string Id { get; set; } = "";

    /// <summary>The whole resource, as a provider posts and puts it.</summary>
    public JsonObject Resource(string familyName) => new()
    {
        ["schemas"] = new JsonArray(ScimConnection.UserSchema),
        ["userName"] = UserName,
        ["externalId"] = ExternalId,
        ["name"] = new JsonObject { ["givenName"] = "Una", ["familyName"] = familyName },
        ["emails"] = new JsonArray(new JsonObject { ["value"] = UserName, ["type"] = "work", ["primary"] = true }),
        ["active"] = true,
    };
}
