using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Patching;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>Carries out membership operations in order; a refusal means that the transaction must be abandoned.</summary>
internal static class GroupMembers
{
    public static ScimError? Apply(
        DirectoryTransaction transaction, ConnectionRow connection, GroupRow group, IReadOnlyList<MembershipOperation> operations, out bool changed)
    {
        changed = false;
        foreach (var operation in operations)
        {
            if (operation.Kind is MembershipKind.Add or MembershipKind.Replace && Check(transaction, connection, operation.Members) is { } unknown)
                return unknown;
            changed |= operation.Kind switch
            {
                MembershipKind.Add => transaction.Memberships.Add(connection, group, operation.Members),
                MembershipKind.Remove => transaction.Memberships.Remove(connection, group, operation.Members),
                MembershipKind.Replace => transaction.Memberships.Replace(connection, group, operation.Members),
                _ => transaction.Memberships.Clear(connection, group),
            };
        }

        return null;
    }

    /// <summary>
    /// Who may be in the group at the end though everyone was told to leave: whoever is named in an operation. Null when nobody is told
    /// to leave unnamed.
    /// </summary>
    public static IReadOnlyCollection<string>? Staying(IReadOnlyList<MembershipOperation> operations) =>
        operations.Any(operation => operation.Kind is not (MembershipKind.Add or MembershipKind.Remove))
            ? operations.SelectMany(operation => operation.Members).ToHashSet(StringComparer.Ordinal)
            : null;

    /// <summary>The refusal that <see cref="Apply"/> would give.</summary>
    public static ScimError? Check(DirectoryTransaction transaction, ConnectionRow connection, IReadOnlyList<MembershipOperation> operations) =>
        operations
            .Where(operation => operation.Kind is MembershipKind.Add or MembershipKind.Replace)
            .Select(operation => Check(transaction, connection, operation.Members))
            .FirstOrDefault(refusal => refusal is not null);

    public static ScimError? Add(DirectoryTransaction transaction, ConnectionRow connection, GroupRow group, IReadOnlyList<string> members) =>
        Apply(transaction, connection, group, [new MembershipOperation(MembershipKind.Add, members)], out _);

    private static ScimError? Check(DirectoryTransaction transaction, ConnectionRow connection, IReadOnlyList<string> members) =>
        transaction.Memberships.FindUnknown(connection, members) is { } unknown
            ? ScimError.InvalidValue($"members: no user has the id of element {members.ToList().IndexOf(unknown)}. Members are users; groups within groups are not supported.")
            : null;
}
