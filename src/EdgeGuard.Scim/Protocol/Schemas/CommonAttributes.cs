namespace EdgeGuard.Scim.Protocol.Schemas;

/// <summary>The attributes of each resource, RFC 7643 section 3.1. They belong to no schema and so are not listed in one.</summary>
internal static class CommonAttributes
{
    public static readonly ScimAttribute Schemas = new("schemas", AttributeType.Reference, "The schemas the resource uses.")
    {
        MultiValued = true,
        Required = true,
        CaseExact = true,
        Returned = AttributeReturned.Always,
        ReferenceTypes = ["uri"],
    };

    public static readonly ScimAttribute Id = new("id", AttributeType.String, "The service provider's identifier.")
    {
        Required = true,
        CaseExact = true,
        Mutability = AttributeMutability.ReadOnly,
        Returned = AttributeReturned.Always,
        Uniqueness = AttributeUniqueness.Server,
    };

    public static readonly ScimAttribute ExternalId = new("externalId", AttributeType.String, "The provider's own identifier.")
    {
        CaseExact = true,
    };

    public static readonly ScimAttribute Meta = new("meta", AttributeType.Complex, "What the service provider knows about the resource.")
    {
        Mutability = AttributeMutability.ReadOnly,
        SubAttributes = new AttributeSet(
            ReadOnly("resourceType", AttributeType.String, caseExact: true),
            ReadOnly("created", AttributeType.DateTime, caseExact: false),
            ReadOnly("lastModified", AttributeType.DateTime, caseExact: false),
            ReadOnly("location", AttributeType.Reference, caseExact: true),
            ReadOnly("version", AttributeType.String, caseExact: true)),
    };

    private static ScimAttribute ReadOnly(string name, AttributeType type, bool caseExact) =>
        new(name, type, $"The resource's {name}.") { CaseExact = caseExact, Mutability = AttributeMutability.ReadOnly };
}
