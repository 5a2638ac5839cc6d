using EdgeGuard.Engine.Hashing;
using MessagePack;

namespace EdgeGuard.Sync.Contracts.Mapping;

/// <summary>Hashes on the wire: any number of neighbours in one binary field, 16 bytes each.</summary>
internal static class WireHashes
{
    public static void Write(ref MessagePackWriter writer, Hash128 hash)
    {
        writer.WriteBinHeader(Hash128.Size);
        Append(ref writer, hash);
    }

    public static void Write(ref MessagePackWriter writer, Hash128 first, Hash128 second)
    {
        writer.WriteBinHeader(2 * Hash128.Size);
        Append(ref writer, first);
        Append(ref writer, second);
    }

    /// <summary>Adds one hash to a binary field whose header has been written.</summary>
    public static void Append(ref MessagePackWriter writer, Hash128 hash)
    {
        hash.Write(writer.GetSpan(Hash128.Size));
        writer.Advance(Hash128.Size);
    }

    public static Hash128 Read(ref MessagePackReader reader) => Hash128.Read(ReadExactly(ref reader, 1));

    public static (Hash128 First, Hash128 Second) ReadPair(ref MessagePackReader reader)
    {
        var bytes = ReadExactly(ref reader, 2);
        return (Hash128.Read(bytes), Hash128.Read(bytes[Hash128.Size..]));
    }

    /// <summary>The bytes of at least <paramref name="minimum"/> whole hashes; they lie in the message.</summary>
    public static ReadOnlySpan<byte> ReadMany(ref MessagePackReader reader, int minimum)
    {
        // The messages are read from one block of memory, so the first span is all of it.
        var bytes = reader.ReadBytes().GetValueOrDefault().FirstSpan;
        return bytes.Length % Hash128.Size == 0 && bytes.Length >= minimum * Hash128.Size
            ? bytes
            : throw new MessagePackSerializationException("Not whole hashes.");
    }

    private static ReadOnlySpan<byte> ReadExactly(ref MessagePackReader reader, int count)
    {
        var bytes = ReadMany(ref reader, count);
        return bytes.Length == count * Hash128.Size ? bytes : throw new MessagePackSerializationException("Another number of hashes.");
    }
}
