using EdgeGuard.Engine.Snapshots;
using MessagePack;

namespace EdgeGuard.Sync.Contracts.Mapping;

/// <summary>Changes from the wire; the mirror of <see cref="ChangeWriter"/>.</summary>
internal static class ChangeReader
{
    /// <summary>Reads a list and adds it to <paramref name="changes"/>.</summary>
    /// <exception cref="MessagePackSerializationException">Not readable.</exception>
    public static MessageFault ReadList(ref MessagePackReader reader, List<Change> changes)
    {
        var count = reader.ReadArrayHeader();
        if (count > MessageLimits.MaxChanges)
            return MessageFault.Oversized;

        var fault = MessageFault.None;
        for (var i = 0; i < count && fault == MessageFault.None; i++)
            fault = Read(ref reader, changes);
        return fault;
    }

    private static MessageFault Read(ref MessagePackReader reader, List<Change> changes)
    {
        var fields = WireFields.ReadCount(ref reader, known: 1) - 1;
        var number = reader.ReadInt64();
        var kind = number is > 0 and <= byte.MaxValue ? (ChangeKind)number : default;
        var known = KnownFields(kind);
        if (known == 0)
            return MessageFault.UnknownChange;
        if (fields < known)
            return MessageFault.Malformed;

        if (kind >= ChangeKind.MembersAdded)
        {
            if (!MembershipRun.TryRead(ref reader, kind, changes))
                return MessageFault.Oversized;
        }
        else
        {
            if (changes.Count == MessageLimits.MaxChanges)
                return MessageFault.Oversized;
            changes.Add(ReadOne(ref reader, kind));
        }

        WireFields.Skip(ref reader, fields - known);
        return MessageFault.None;
    }

    /// <summary>How many fields follow the kind; 0 for a kind that is not known.</summary>
    private static int KnownFields(ChangeKind kind) => kind switch
    {
        ChangeKind.RolePut or ChangeKind.TenantFeaturePut or ChangeKind.UserPut => 3,
        ChangeKind.TenantPut or ChangeKind.RoleRemoved or ChangeKind.TenantFeatureRemoved or ChangeKind.GroupPut => 2,
        >= ChangeKind.TenantRemoved and <= ChangeKind.GroupsLeft => 1,
        _ => 0,
    };

    private static Change ReadOne(ref MessagePackReader reader, ChangeKind kind)
    {
        switch (kind)
        {
            case ChangeKind.TenantPut:
                return new Change.TenantPut(WireText.Read(ref reader), reader.ReadBoolean());
            case ChangeKind.TenantRemoved:
                return new Change.TenantRemoved(WireText.Read(ref reader));
            case ChangeKind.RolePut:
                return new Change.RolePut(WireText.Read(ref reader), WireText.Read(ref reader), WireText.ReadList(ref reader));
            case ChangeKind.RoleRemoved:
                return new Change.RoleRemoved(WireText.Read(ref reader), WireText.Read(ref reader));
            case ChangeKind.TenantFeaturePut:
                return new Change.TenantFeaturePut(WireHashes.Read(ref reader), WireText.Read(ref reader), reader.ReadInt64());
            case ChangeKind.TenantFeatureRemoved:
                return new Change.TenantFeatureRemoved(WireHashes.Read(ref reader), WireText.Read(ref reader));
            case ChangeKind.GroupPut:
                var (group, owner) = WireHashes.ReadPair(ref reader);
                return new Change.GroupPut(group, owner, WireText.ReadList(ref reader));
            case ChangeKind.GroupRemoved:
                return new Change.GroupRemoved(WireHashes.Read(ref reader));
            case ChangeKind.UserPut:
                var (user, tenant) = WireHashes.ReadPair(ref reader);
                return new Change.UserPut(user, tenant, reader.ReadBoolean(), reader.ReadInt64());
            case ChangeKind.UserRemoved:
                return new Change.UserRemoved(WireHashes.Read(ref reader));
            case ChangeKind.AliasPut:
                var (alias, target) = WireHashes.ReadPair(ref reader);
                return new Change.AliasPut(alias, target);
            case ChangeKind.AliasRemoved:
                return new Change.AliasRemoved(WireHashes.Read(ref reader));
            default:
                throw new MessagePackSerializationException($"No reader for {kind}.");
        }
    }
}
