namespace EdgeGuard.Scim.Protocol.Patching;

internal enum PatchKind
{
    Add,
    Replace,
    Remove,
}
