namespace EdgeGuard.Scim.Protocol.Patching;

/// <summary>A group's PATCH in two parts that do not touch each other: its members, in order, and its other attributes.</summary>
internal sealed record GroupPatch(IReadOnlyList<MembershipOperation> Membership, PatchRequest Attributes);
