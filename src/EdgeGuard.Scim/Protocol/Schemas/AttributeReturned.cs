namespace EdgeGuard.Scim.Protocol.Schemas;

/// <summary>RFC 7643 section 7, <c>returned</c>.</summary>
internal enum AttributeReturned
{
    Default,
    Always,
    Never,
    Request,
}
