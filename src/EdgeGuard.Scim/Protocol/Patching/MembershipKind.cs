namespace EdgeGuard.Scim.Protocol.Patching;

internal enum MembershipKind
{
    Add,
    Remove,
    Replace,
    RemoveAll,
}
