using System.Buffers.Binary;
using System.Security.Cryptography;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.DiskCopies;

/// <summary>
/// What a copy begins with, readable without the key and bound to every frame: magic, format, which environment key, which state, and
/// the salt of the file's own key. Immutable.
/// </summary>
internal readonly record struct DiskCopyHeader(LogHead Head, Hash128 Salt)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 8 + 4 + Hash128.Size + Hash128.Size + 8 + Hash128.Size + Hash128.Size;

    private const int Format = 2;

    private static ReadOnlySpan<byte> Magic => "EGCOPY\r\n"u8;

    /// <summary>The header of a new file.</summary>
    public static DiskCopyHeader Of(Snapshot state) => new(
        new LogHead(state.Epoch, state.Version, state.Digest), Hash128.Read(RandomNumberGenerator.GetBytes(Hash128.Size)));

    public byte[] Encode(EnvironmentKeys keys)
    {
        var bytes = new byte[Size];
        Magic.CopyTo(bytes);
        var rest = bytes.AsSpan(Magic.Length);
        BinaryPrimitives.WriteInt32LittleEndian(rest, Format);
        keys.Check.Write(rest[4..]);
        Head.Epoch.Value.Write(rest[20..]);
        BinaryPrimitives.WriteInt64LittleEndian(rest[36..], Head.Version);
        Head.Digest.Write(rest[44..]);
        Salt.Write(rest[60..]);
        return bytes;
    }

    /// <summary>Reads what <see cref="Encode"/> makes. Nothing of it is authentic yet: the frames show that.</summary>
    public static DiskCopyFault Decode(ReadOnlySpan<byte> bytes, EnvironmentKeys keys, out DiskCopyHeader header)
    {
        header = default;
        if (!bytes[..Magic.Length].SequenceEqual(Magic))
            return DiskCopyFault.NoCopy;
        var rest = bytes[Magic.Length..];
        if (BinaryPrimitives.ReadInt32LittleEndian(rest) != Format)
            return DiskCopyFault.UnknownFormat;
        if (Hash128.Read(rest[4..]) != keys.Check)
            return DiskCopyFault.OtherEnvironment;
        header = new DiskCopyHeader(
            new LogHead(new Epoch(Hash128.Read(rest[20..])), BinaryPrimitives.ReadInt64LittleEndian(rest[36..]), Hash128.Read(rest[44..])),
            Hash128.Read(rest[60..]));
        return DiskCopyFault.None;
    }
}
