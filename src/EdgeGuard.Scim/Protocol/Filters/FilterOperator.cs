namespace EdgeGuard.Scim.Protocol.Filters;

/// <summary>RFC 7644 table 3; the names in lower case are the wire's.</summary>
internal enum FilterOperator
{
    Eq,
    Ne,
    Co,
    Sw,
    Ew,
    Gt,
    Ge,
    Lt,
    Le,
    Pr,
}
