using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Grants;

/// <summary>
/// The keyed hashes by which resources and their grants are found in memory. Over UTF-16 as it is: names need no conversion then, and
/// no two of them are one.
/// </summary>
internal static class ResourceKey
{
    // First bytes: a resource and a grant never hash the same.
    private const byte ResourceDomain = 1;
    private const byte RoleDomain = 2;

    private const int HeadBytes = 1 + sizeof(int);

    /// <summary>Key of a resource within its tenant. The name is a valid one.</summary>
    [SkipLocalsInit]
    public static Hash128 Of(Hash128 key, ResourceName name)
    {
        Span<byte> buffer = stackalloc byte[HeadBytes + (sizeof(char) * (ResourceName.MaxTypeLength + ResourceName.MaxIdLength))];
        return Hash(key, buffer, ResourceDomain, name.Type.Length, name.Type, name.Id);
    }

    /// <summary>Key of what the holders of a role are granted on one resource. The role key is a valid one.</summary>
    [SkipLocalsInit]
    public static Hash128 OfRole(Hash128 key, int resource, string role)
    {
        Span<byte> buffer = stackalloc byte[HeadBytes + (sizeof(char) * StateLimits.MaxKey)];
        return Hash(key, buffer, RoleDomain, resource, role, []);
    }

    /// <summary>Key of what a user, or the members of a group, are granted on one resource: exact, and mixed well.</summary>
    public static Hash128 OfHolder(int resource, HolderKind kind, int ordinal)
    {
        // The finalizer of MurmurHash3, which gives no number twice.
        var key = ((ulong)(uint)resource << 32) | (uint)ordinal;
        key = (key ^ (key >> 33)) * 0xFF51AFD7ED558CCDUL;
        key = (key ^ (key >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return new Hash128(key ^ (key >> 33), (ulong)kind);
    }

    private static Hash128 Hash(Hash128 key, Span<byte> buffer, byte domain, int number, ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        buffer[0] = domain;
        BinaryPrimitives.WriteInt32LittleEndian(buffer[1..], number);
        var texts = buffer[HeadBytes..];
        MemoryMarshal.AsBytes(first).CopyTo(texts);
        MemoryMarshal.AsBytes(second).CopyTo(texts[(sizeof(char) * first.Length)..]);
        return SipHash128.Compute(key, buffer[..(HeadBytes + (sizeof(char) * (first.Length + second.Length)))]);
    }
}
