using static EdgeGuard.Scim.Protocol.Schemas.AttributeType;

namespace EdgeGuard.Scim.Protocol.Schemas;

/// <summary>The core User, RFC 7643 sections 4.1 and 8.7.1.</summary>
internal static class UserSchema
{
    public static readonly ScimAttribute UserName = new("userName", AttributeType.String, "The name the user signs in with.")
    {
        Required = true,
        Uniqueness = AttributeUniqueness.Server,
    };

    public static readonly ScimAttribute Active = new("active", AttributeType.Boolean, "Whether the user may have access.");

    /// <summary>Taken and dropped: nobody signs in here, so there is nothing to keep a password for.</summary>
    public static readonly ScimAttribute Password = new("password", AttributeType.String, "Accepted and never stored.")
    {
        Mutability = AttributeMutability.WriteOnly,
        Returned = AttributeReturned.Never,
    };

    public static readonly ScimAttribute Groups = new("groups", Complex, "The groups the user belongs to; changed through the groups.")
    {
        MultiValued = true,
        Mutability = AttributeMutability.ReadOnly,
        SubAttributes = new AttributeSet(
            new ScimAttribute("value", AttributeType.String, "The group's id.") { CaseExact = true, Mutability = AttributeMutability.ReadOnly },
            new ScimAttribute("$ref", Reference, "The group's URI.") { CaseExact = true, Mutability = AttributeMutability.ReadOnly, ReferenceTypes = ["Group"] },
            new ScimAttribute("display", AttributeType.String, "The group's name.") { Mutability = AttributeMutability.ReadOnly },
            new ScimAttribute("type", AttributeType.String, "How the user belongs.") { Mutability = AttributeMutability.ReadOnly, CanonicalValues = ["direct", "indirect"] }),
    };

    public static readonly ScimSchema Schema = new(SchemaUris.User, "User", "User account", new AttributeSet(
        UserName,
        new ScimAttribute("name", Complex, "The parts of the user's name.")
        {
            SubAttributes = new AttributeSet(
                Text("formatted", "The full name, ready to show."),
                Text("familyName", "The last name."),
                Text("givenName", "The first name."),
                Text("middleName", "The middle names."),
                Text("honorificPrefix", "The title before the name."),
                Text("honorificSuffix", "The suffix after the name.")),
        },
        Text("displayName", "The name to show."),
        Text("nickName", "The casual name."),
        new ScimAttribute("profileUrl", Reference, "The user's page.") { CaseExact = true, ReferenceTypes = ["external"] },
        Text("title", "The title, such as Vice President."),
        Text("userType", "The relation to the organization."),
        Text("preferredLanguage", "As in HTTP Accept-Language."),
        Text("locale", "For dates, currency and the like."),
        Text("timezone", "An IANA time zone."),
        Active,
        Password,
        Plural("emails", "E-mail addresses.", Text("value", "The address."), "work", "home", "other"),
        Plural("phoneNumbers", "Phone numbers.", Text("value", "The number."), "work", "home", "mobile", "fax", "pager", "other"),
        Plural("ims", "Instant messaging addresses.", Text("value", "The address."), "aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"),
        Plural("photos", "Pictures.", new ScimAttribute("value", Reference, "The picture's URI.") { CaseExact = true, ReferenceTypes = ["external"] }, "photo", "thumbnail"),
        new ScimAttribute("addresses", Complex, "Postal addresses.")
        {
            MultiValued = true,
            SubAttributes = new AttributeSet(
                Text("formatted", "The full address, ready to show."),
                Text("streetAddress", "Street, number and the like."),
                Text("locality", "The city."),
                Text("region", "The state or region."),
                Text("postalCode", "The zip or postal code."),
                Text("country", "The country."),
                TypeOf("work", "home", "other"),
                Primary()),
        },
        Groups,
        Plural("entitlements", "What the user is entitled to.", Text("value", "The entitlement.")),
        Plural("roles", "What the user is.", Text("value", "The role.")),
        Plural("x509Certificates", "Certificates.", new ScimAttribute("value", Binary, "DER in Base64.") { CaseExact = true })));

    private static ScimAttribute Text(string name, string description) => new(name, AttributeType.String, description);

    private static ScimAttribute TypeOf(params string[] canonical) => new("type", AttributeType.String, "What the value is for.") { CanonicalValues = canonical };

    private static ScimAttribute Primary() => new("primary", AttributeType.Boolean, "Whether this is the preferred value; true at most once.");

    private static ScimAttribute Plural(string name, string description, ScimAttribute value, params string[] types) => new(name, Complex, description)
    {
        MultiValued = true,
        SubAttributes = new AttributeSet(value, Text("display", "The value, ready to show."), TypeOf(types), Primary()),
    };
}
