using static EdgeGuard.Scim.Protocol.Schemas.AttributeType;

namespace EdgeGuard.Scim.Protocol.Schemas;

/// <summary>The enterprise extension of the User, RFC 7643 section 4.3.</summary>
internal static class EnterpriseUserSchema
{
    public static readonly ScimSchema Schema = new(SchemaUris.EnterpriseUser, "EnterpriseUser", "Enterprise user", new AttributeSet(
        new ScimAttribute("employeeNumber", AttributeType.String, "The number within the organization."),
        new ScimAttribute("costCenter", AttributeType.String, "The cost center."),
        new ScimAttribute("organization", AttributeType.String, "The organization."),
        new ScimAttribute("division", AttributeType.String, "The division."),
        new ScimAttribute("department", AttributeType.String, "The department."),
        new ScimAttribute("manager", Complex, "The user's manager.")
        {
            SubAttributes = new AttributeSet(
                new ScimAttribute("value", AttributeType.String, "The manager's id.") { CaseExact = true },
                new ScimAttribute("$ref", Reference, "The manager's URI.") { CaseExact = true, ReferenceTypes = ["User"] },
                new ScimAttribute("displayName", AttributeType.String, "The manager's name.") { Mutability = AttributeMutability.ReadOnly }),
        }));
}
