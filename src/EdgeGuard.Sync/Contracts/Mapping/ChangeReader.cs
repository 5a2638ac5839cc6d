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
        var (least, most) = WireFrame.FieldsOf(kind);
        if (most == 0)
            return MessageFault.UnknownChange;
        if (fields < least)
            return MessageFault.Malformed;

        var known = Math.Min(fields, most);
        if (kind is >= ChangeKind.MembersAdded and <= ChangeKind.GroupsLeft)
        {
            if (!MembershipRun.TryRead(ref reader, kind, changes))
                return MessageFault.Oversized;
        }
        else
        {
            if (changes.Count == MessageLimits.MaxChanges)
                return MessageFault.Oversized;
            changes.Add(ReadOne(ref reader, kind, known));
        }

        WireFields.Skip(ref reader, fields - known);
        return MessageFault.None;
    }

    private static Change ReadOne(ref MessagePackReader reader, ChangeKind kind, int fields) =>
        DirectoryWire.Read(ref reader, kind, fields) ?? RightsWire.Read(ref reader, kind) ?? CatalogWire.Read(ref reader, kind, fields) ??
        throw new MessagePackSerializationException($"No reader for {kind}.");
}
