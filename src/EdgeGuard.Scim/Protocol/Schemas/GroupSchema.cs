using static EdgeGuard.Scim.Protocol.Schemas.AttributeType;

namespace EdgeGuard.Scim.Protocol.Schemas;

/// <summary>The core Group, RFC 7643 section 4.2.</summary>
internal static class GroupSchema
{
    public static readonly ScimAttribute DisplayName = new("displayName", AttributeType.String, "The group's name.") { Required = true };

    /// <summary>Kept as rows and not within the resource: a change to a group of 50,000 must not read the group.</summary>
    public static readonly ScimAttribute Members = new("members", Complex, "Who belongs to the group.")
    {
        MultiValued = true,
        SubAttributes = new AttributeSet(
            new ScimAttribute("value", AttributeType.String, "The member's id.") { Required = true, CaseExact = true, Mutability = AttributeMutability.Immutable },
            new ScimAttribute("$ref", Reference, "The member's URI.") { CaseExact = true, Mutability = AttributeMutability.Immutable, ReferenceTypes = ["User"] },
            new ScimAttribute("type", AttributeType.String, "What the member is.") { Mutability = AttributeMutability.Immutable, CanonicalValues = ["User"] },
            new ScimAttribute("display", AttributeType.String, "The member's name.") { Mutability = AttributeMutability.ReadOnly }),
    };

    public static readonly ScimSchema Schema = new(SchemaUris.Group, "Group", "Group", new AttributeSet(DisplayName, Members));
}
