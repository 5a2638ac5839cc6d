using EdgeGuard.Scim.Protocol.Profiles;

namespace EdgeGuard.Scim.Storage;

/// <summary>What an administrator chooses for a connection: how its answers stand to the fence, and how it is spoken to.</summary>
internal sealed record ConnectionSettings(
    FenceMode Fence, bool FenceLosses, ProfileKind Profile, Reassignment Reassignment, RetiredNames RetiredNames, GroupNames GroupNames);
