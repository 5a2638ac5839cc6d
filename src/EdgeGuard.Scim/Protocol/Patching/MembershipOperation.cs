namespace EdgeGuard.Scim.Protocol.Patching;

/// <summary>
/// A change of a group's members that the store can make without reading the members. The ids are distinct; adding one that is
/// there and removing one that is not change nothing (E25, E26). A Replace with no ids empties the group, as RemoveAll does.
/// </summary>
internal sealed record MembershipOperation(MembershipKind Kind, IReadOnlyList<string> Members);
