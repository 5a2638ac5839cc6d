namespace EdgeGuard.Scim.Protocol.Schemas;

/// <summary>A schema of RFC 7643 section 7: a URN and its attributes, in order.</summary>
internal sealed class ScimSchema(string id, string name, string description, AttributeSet attributes)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public string Description { get; } = description;

    public AttributeSet Attributes { get; } = attributes;

    public override string ToString() => Id;
}
