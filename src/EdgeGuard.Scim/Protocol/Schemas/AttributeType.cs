namespace EdgeGuard.Scim.Protocol.Schemas;

/// <summary>RFC 7643 section 2.3.</summary>
internal enum AttributeType
{
    String,
    Boolean,
    Decimal,
    Integer,
    DateTime,
    Binary,
    Reference,
    Complex,
}
