namespace EdgeGuard.Scim.Protocol.Schemas;

/// <summary>RFC 7643 section 7, <c>uniqueness</c>.</summary>
internal enum AttributeUniqueness
{
    None,
    Server,
    Global,
}
