namespace EdgeGuard.Scim.Protocol.Schemas;

/// <summary>RFC 7643 section 7, <c>mutability</c>.</summary>
internal enum AttributeMutability
{
    ReadWrite,
    ReadOnly,
    Immutable,
    WriteOnly,
}
