namespace EdgeGuard.Scim.Protocol.Profiles;

/// <summary>
/// What is forgiven beyond the letter of the RFCs, one by one; <see cref="ProviderProfile"/> says whom. Where one is not granted, the
/// request is refused with the <c>scimType</c> that its line names. The ids are rows of SCIM section 3.
/// </summary>
[Flags]
internal enum Leniency
{
    /// <summary>The letter of the RFCs.</summary>
    Strict = 0,

    /// <summary><c>"True"</c> and <c>"False"</c> in any case for a boolean (E7, E8, E35). Else <c>invalidValue</c>, in a filter <c>invalidFilter</c>.</summary>
    TextBooleans = 1 << 0,

    /// <summary>A bare value where an object with <c>value</c> is meant: a manager or a member as an id (E15). Else <c>invalidValue</c>.</summary>
    BareValues = 1 << 1,

    /// <summary>A single value where a list is meant, and a list of one in a PATCH of one element (L2). Else <c>invalidValue</c>.</summary>
    SingleValues = 1 << 2,

    /// <summary><c>[{"$ref": null, "value": x}]</c> where x is meant (E7, E15: what Entra sends without its flag). Else <c>invalidValue</c>.</summary>
    WrappedValues = 1 << 3,

    /// <summary>An empty text clears an attribute, as null does (K9). Else it is a value like another.</summary>
    EmptyTexts = 1 << 4,

    /// <summary>The first of several values that say they are primary is the primary one. Else <c>invalidValue</c>.</summary>
    SeveralPrimaries = 1 << 5,

    /// <summary>Attributes that no schema knows are passed over where a piece of a resource is sent. Else <c>invalidSyntax</c>, in a PATCH <c>invalidPath</c>.</summary>
    UnknownAttributes = 1 << 6,

    /// <summary>URNs that are no schema of the resource are dropped from <c>schemas</c> (E18). Else <c>invalidValue</c>.</summary>
    ForeignSchemas = 1 << 7,

    /// <summary><c>schemas</c> need not name the resource's own: that of SCIM 1.1 is taken for it (L2). Else <c>invalidValue</c>.</summary>
    WithoutCoreSchema = 1 << 8,

    /// <summary>A PATCH operation whose path begins with a URN of others is passed over, and the rest applies. Else <c>invalidPath</c>.</summary>
    ForeignPaths = 1 << 9,

    /// <summary>In a PATCH without a path, keys may be paths: <c>name.givenName</c>, <c>urn:…:User:employeeNumber</c> (E13). Else <c>invalidPath</c>.</summary>
    KeyPaths = 1 << 10,

    /// <summary>In a PATCH without a path, the <c>id</c> that is repeated there is passed over (K10). Else <c>mutability</c>.</summary>
    RepeatedId = 1 << 11,

    /// <summary>PATCH add or replace on <c>x[type eq "work"].sub</c> makes the element that is not there (E11, E12, E37). Else <c>noTarget</c>.</summary>
    CreateUnmatched = 1 << 12,

    /// <summary>PATCH remove with a list of values takes those values, and never all (E22, J2). Else <c>invalidValue</c>.</summary>
    RemoveListed = 1 << 13,

    /// <summary>In a filter, an attribute of an extension by its name alone: <c>manager eq "id"</c> (E28). Else <c>invalidFilter</c>.</summary>
    ShortNames = 1 << 14,

    /// <summary>All of it: an identity provider that is not told apart simply works.</summary>
    Providers = (1 << 15) - 1,
}
