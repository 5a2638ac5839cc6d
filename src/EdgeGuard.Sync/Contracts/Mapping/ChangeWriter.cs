using EdgeGuard.Engine.Snapshots;
using MessagePack;

namespace EdgeGuard.Sync.Contracts.Mapping;

/// <summary>Changes to the wire: each an array <c>[kind, fields…]</c>; neighbouring memberships of one group or one user share one.</summary>
internal static class ChangeWriter
{
    /// <summary>Writes a list: the number of wire changes, then each.</summary>
    /// <exception cref="ArgumentException">One holds what no reader would take.</exception>
    public static void WriteList(ref MessagePackWriter writer, ReadOnlySpan<Change> changes)
    {
        var count = 0;
        for (var i = 0; i < changes.Length; i += MembershipRun.Length(changes[i..]))
            count++;

        writer.WriteArrayHeader(count);
        while (!changes.IsEmpty)
        {
            var run = MembershipRun.Length(changes);
            if (MembershipRun.IsMembership(changes[0]))
                MembershipRun.Write(ref writer, changes[..run]);
            else
                Write(ref writer, changes[0]);
            changes = changes[run..];
        }
    }

    private static void Write(ref MessagePackWriter writer, Change change)
    {
        if (!DirectoryWire.TryWrite(ref writer, change) && !RightsWire.TryWrite(ref writer, change) && !CatalogWire.TryWrite(ref writer, change))
            throw new NotSupportedException($"No wire form for {change.GetType().Name}.");
    }
}
