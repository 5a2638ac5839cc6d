using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Resources;

/// <summary>
/// What a provider has said about one user or group: canonical names, schema order, no absent values, no read-only
/// attributes. The id, <c>meta</c>, a user's groups and a group's stored members are the service's own and are added when
/// the resource is rendered. Treated as immutable: whoever changes attributes works on <see cref="CopyAttributes"/>.
/// </summary>
internal sealed class ScimResource(ResourceDefinition definition, JsonObject attributes, IReadOnlyList<string>? members = null)
{
    public ResourceDefinition Definition { get; } = definition;

    public JsonObject Attributes { get; } = attributes;

    /// <summary>The member ids that the body named, each once, in its order; null when it named no <c>members</c>. Never within <see cref="Attributes"/>.</summary>
    public IReadOnlyList<string>? Members { get; } = members;

    public string? UserName => Text("userName");

    public string? ExternalId => Text("externalId");

    public string? DisplayName => Text("displayName");

    /// <summary>A user is active unless the provider says otherwise.</summary>
    public bool Active => Attributes["active"]?.GetValue<bool>() ?? true;

    /// <summary>Reads what <see cref="ToJson"/> wrote; the text is our own and trusted.</summary>
    public static ScimResource FromJson(ResourceDefinition definition, string json) =>
        new(definition, JsonNode.Parse(json)?.AsObject() ?? []);

    public static ScimResource FromJson(ResourceDefinition definition, ReadOnlySpan<byte> utf8) =>
        new(definition, JsonNode.Parse(utf8)?.AsObject() ?? []);

    /// <summary>The attributes as stored; members are stored apart.</summary>
    public string ToJson() => Attributes.ToJsonString(ScimJson.WriteOptions);

    public JsonObject CopyAttributes() => Attributes.DeepClone().AsObject();

    private string? Text(string name) => Attributes[name]?.GetValue<string>();
}
