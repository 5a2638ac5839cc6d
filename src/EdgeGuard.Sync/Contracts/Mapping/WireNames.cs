using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using MessagePack;

namespace EdgeGuard.Sync.Contracts.Mapping;

/// <summary>
/// Holders and resources on the wire. A holder is two fields: the number of its kind, then its hash (a role's: its key). A resource is
/// two texts. Whether the kind fits the change is the state's to say.
/// </summary>
internal static class WireNames
{
    public static void Write(ref MessagePackWriter writer, PlanHolder holder)
    {
        WriteKind(ref writer, holder.Kind);
        WireHashes.Write(ref writer, holder.Hash);
    }

    /// <summary>A holder and the tenant where it holds something: their hashes share a field.</summary>
    public static void Write(ref MessagePackWriter writer, RoleHolder holder, Hash128 tenant)
    {
        WriteKind(ref writer, holder.Kind);
        WireHashes.Write(ref writer, holder.Hash, tenant);
    }

    /// <exception cref="ArgumentException">It has both a hash and a role.</exception>
    public static void Write(ref MessagePackWriter writer, Grantee grantee)
    {
        if (grantee.Kind == HolderKind.Role ? grantee.Hash != default : grantee.Role is not "")
            throw new ArgumentException("A grantee with both a hash and a role cannot be written.", nameof(grantee));
        WriteKind(ref writer, grantee.Kind);
        if (grantee.Kind == HolderKind.Role)
            WireText.Write(ref writer, grantee.Role);
        else
            WireHashes.Write(ref writer, grantee.Hash);
    }

    public static void Write(ref MessagePackWriter writer, Hash128 tenant, ResourceName resource)
    {
        WireHashes.Write(ref writer, tenant);
        Write(ref writer, resource);
    }

    public static void Write(ref MessagePackWriter writer, ResourceName resource)
    {
        WireText.Write(ref writer, resource.Type);
        WireText.Write(ref writer, resource.Id);
    }

    public static PlanHolder ReadPlanHolder(ref MessagePackReader reader) => new(ReadKind(ref reader), WireHashes.Read(ref reader));

    public static (RoleHolder Holder, Hash128 Tenant) ReadRoleHolder(ref MessagePackReader reader)
    {
        var kind = ReadKind(ref reader);
        var (hash, tenant) = WireHashes.ReadPair(ref reader);
        return (new RoleHolder(kind, hash), tenant);
    }

    public static Grantee ReadGrantee(ref MessagePackReader reader)
    {
        var kind = ReadKind(ref reader);
        return kind == HolderKind.Role ? Grantee.RoleOf(WireText.Read(ref reader)) : new Grantee(kind, WireHashes.Read(ref reader), "");
    }

    public static ResourceName ReadResource(ref MessagePackReader reader) => new(WireText.Read(ref reader), WireText.Read(ref reader));

    private static void WriteKind(ref MessagePackWriter writer, HolderKind kind) =>
        writer.Write(IsKnown(kind) ? (byte)kind : throw new ArgumentException("Not a kind of holder.", nameof(kind)));

    private static HolderKind ReadKind(ref MessagePackReader reader)
    {
        var kind = (HolderKind)reader.ReadByte();
        return IsKnown(kind) ? kind : throw new MessagePackSerializationException("Not a kind of holder.");
    }

    private static bool IsKnown(HolderKind kind) => kind is > HolderKind.None and <= HolderKind.Role;
}
