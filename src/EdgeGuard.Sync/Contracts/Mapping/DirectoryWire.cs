using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using MessagePack;

namespace EdgeGuard.Sync.Contracts.Mapping;

/// <summary>Tenants, groups and users, to the wire and back; memberships apart (<see cref="MembershipRun"/>).</summary>
internal static class DirectoryWire
{
    /// <summary>Writes a change of this part; false for any other.</summary>
    public static bool TryWrite(ref MessagePackWriter writer, Change change)
    {
        switch (change)
        {
            case Change.UserPut c:
                WireFrame.Begin(ref writer, ChangeKind.UserPut, 3);
                WireHashes.Write(ref writer, c.User, c.Tenant);
                writer.Write(c.Active);
                writer.Write(c.NotBefore);
                return true;
            case Change.UserRemoved c:
                return WriteHash(ref writer, ChangeKind.UserRemoved, c.User);
            case Change.AliasPut c:
                return WriteHashes(ref writer, ChangeKind.AliasPut, c.Alias, c.User);
            case Change.AliasRemoved c:
                return WriteHash(ref writer, ChangeKind.AliasRemoved, c.Alias);
            case Change.UserAttributesPut c:
                WireFrame.Begin(ref writer, ChangeKind.UserAttributesPut, 2);
                WireHashes.Write(ref writer, c.User);
                WireText.Write(ref writer, c.Attributes, MessageLimits.MaxJsonBytes);
                return true;
            case Change.UserAttributesRemoved c:
                return WriteHash(ref writer, ChangeKind.UserAttributesRemoved, c.User);
            case Change.GroupPut c:
                WireFrame.Begin(ref writer, ChangeKind.GroupPut, 2);
                WireHashes.Write(ref writer, c.Group, c.Tenant);
                WireText.Write(ref writer, c.Roles);
                return true;
            case Change.GroupRemoved c:
                return WriteHash(ref writer, ChangeKind.GroupRemoved, c.Group);
            case Change.GroupNested c:
                return WriteHashes(ref writer, ChangeKind.GroupNested, c.Parent, c.Child);
            case Change.GroupUnnested c:
                return WriteHashes(ref writer, ChangeKind.GroupUnnested, c.Parent, c.Child);
            case Change.TenantPut c:
                return Write(ref writer, c);
            case Change.TenantRemoved c:
                WireFrame.Begin(ref writer, ChangeKind.TenantRemoved, 1);
                WireText.Write(ref writer, c.Key);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads a change of this part, of which <paramref name="fields"/> known fields are there; null for any other kind.</summary>
    public static Change? Read(ref MessagePackReader reader, ChangeKind kind, int fields)
    {
        switch (kind)
        {
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
            case ChangeKind.UserAttributesPut:
                return new Change.UserAttributesPut(WireHashes.Read(ref reader), WireText.Read(ref reader, MessageLimits.MaxJsonBytes));
            case ChangeKind.UserAttributesRemoved:
                return new Change.UserAttributesRemoved(WireHashes.Read(ref reader));
            case ChangeKind.GroupPut:
                var (group, owner) = WireHashes.ReadPair(ref reader);
                return new Change.GroupPut(group, owner, WireText.ReadList(ref reader));
            case ChangeKind.GroupRemoved:
                return new Change.GroupRemoved(WireHashes.Read(ref reader));
            case ChangeKind.GroupNested:
                var (outer, inner) = WireHashes.ReadPair(ref reader);
                return new Change.GroupNested(outer, inner);
            case ChangeKind.GroupUnnested:
                var (parent, child) = WireHashes.ReadPair(ref reader);
                return new Change.GroupUnnested(parent, child);
            case ChangeKind.TenantPut:
                return new Change.TenantPut(WireText.Read(ref reader), reader.ReadBoolean(), fields > 2 ? WireText.Read(ref reader) : "");
            case ChangeKind.TenantRemoved:
                return new Change.TenantRemoved(WireText.Read(ref reader));
            default:
                return null;
        }
    }

    // A root is written as it was before there was anything above a tenant.
    private static bool Write(ref MessagePackWriter writer, Change.TenantPut tenant)
    {
        var isRoot = tenant.Parent.Length == 0;
        WireFrame.Begin(ref writer, ChangeKind.TenantPut, isRoot ? 2 : 3);
        WireText.Write(ref writer, tenant.Key);
        writer.Write(tenant.Suspended);
        if (!isRoot)
            WireText.Write(ref writer, tenant.Parent);
        return true;
    }

    private static bool WriteHash(ref MessagePackWriter writer, ChangeKind kind, Hash128 hash)
    {
        WireFrame.Begin(ref writer, kind, 1);
        WireHashes.Write(ref writer, hash);
        return true;
    }

    private static bool WriteHashes(ref MessagePackWriter writer, ChangeKind kind, Hash128 first, Hash128 second)
    {
        WireFrame.Begin(ref writer, kind, 1);
        WireHashes.Write(ref writer, first, second);
        return true;
    }
}
