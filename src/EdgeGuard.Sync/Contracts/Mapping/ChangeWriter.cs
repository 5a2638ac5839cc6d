using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using MessagePack;

namespace EdgeGuard.Sync.Contracts.Mapping;

/// <summary>Changes to the wire: each an array <c>[kind, fields…]</c>; neighbouring memberships of one group or one user share one.</summary>
internal static class ChangeWriter
{
    /// <summary>Writes a list: the number of wire changes, then each.</summary>
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
        switch (change)
        {
            case Change.TenantPut c:
                Begin(ref writer, ChangeKind.TenantPut, 2);
                WireText.Write(ref writer, c.Key);
                writer.Write(c.Suspended);
                break;
            case Change.TenantRemoved c:
                Begin(ref writer, ChangeKind.TenantRemoved, 1);
                WireText.Write(ref writer, c.Key);
                break;
            case Change.RolePut c:
                Begin(ref writer, ChangeKind.RolePut, 3);
                WireText.Write(ref writer, c.Scope);
                WireText.Write(ref writer, c.Key);
                WireText.Write(ref writer, c.Patterns);
                break;
            case Change.RoleRemoved c:
                Begin(ref writer, ChangeKind.RoleRemoved, 2);
                WireText.Write(ref writer, c.Scope);
                WireText.Write(ref writer, c.Key);
                break;
            case Change.TenantFeaturePut c:
                Begin(ref writer, ChangeKind.TenantFeaturePut, 3);
                WireHashes.Write(ref writer, c.Tenant);
                WireText.Write(ref writer, c.Feature);
                writer.Write(c.ExpiresAt);
                break;
            case Change.TenantFeatureRemoved c:
                Begin(ref writer, ChangeKind.TenantFeatureRemoved, 2);
                WireHashes.Write(ref writer, c.Tenant);
                WireText.Write(ref writer, c.Feature);
                break;
            case Change.GroupPut c:
                Begin(ref writer, ChangeKind.GroupPut, 2);
                WireHashes.Write(ref writer, c.Group, c.Tenant);
                WireText.Write(ref writer, c.Roles);
                break;
            case Change.GroupRemoved c:
                WriteHash(ref writer, ChangeKind.GroupRemoved, c.Group);
                break;
            case Change.UserPut c:
                Begin(ref writer, ChangeKind.UserPut, 3);
                WireHashes.Write(ref writer, c.User, c.Tenant);
                writer.Write(c.Active);
                writer.Write(c.NotBefore);
                break;
            case Change.UserRemoved c:
                WriteHash(ref writer, ChangeKind.UserRemoved, c.User);
                break;
            case Change.AliasPut c:
                Begin(ref writer, ChangeKind.AliasPut, 1);
                WireHashes.Write(ref writer, c.Alias, c.User);
                break;
            case Change.AliasRemoved c:
                WriteHash(ref writer, ChangeKind.AliasRemoved, c.Alias);
                break;
            default:
                throw new NotSupportedException($"No wire form for {change.GetType().Name}.");
        }
    }

    private static void WriteHash(ref MessagePackWriter writer, ChangeKind kind, Hash128 hash)
    {
        Begin(ref writer, kind, 1);
        WireHashes.Write(ref writer, hash);
    }

    private static void Begin(ref MessagePackWriter writer, ChangeKind kind, int fields)
    {
        writer.WriteArrayHeader(1 + fields);
        writer.Write((int)kind);
    }
}
