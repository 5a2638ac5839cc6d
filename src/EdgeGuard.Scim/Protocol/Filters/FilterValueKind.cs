namespace EdgeGuard.Scim.Protocol.Filters;

internal enum FilterValueKind
{
    Null,
    String,
    Number,
    Boolean,
}
